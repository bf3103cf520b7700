// Any two or three roles compared: on their own page where there is one, else in a table out of what this page holds.
"use strict";

{
  const form = document.querySelector(".chooser");
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");
  const area = document.querySelector(".chosen");
  const table = area.querySelector("table");
  const data = document.querySelector(".roles-data").content;

  function cell(row, name, content) {
    const made = row.appendChild(document.createElement(name));
    if (name === "th") made.scope = row.parentElement.localName === "thead" ? "col" : "row";
    made.append(...content);
  }

  function add(part, title, cells) {
    const row = part.appendChild(document.createElement("tr"));
    if (part.localName === "thead") cell(row, "td", []);
    else cell(row, "th", [title]);
    for (const content of cells) cell(row, part.localName === "thead" ? "th" : "td", content);
  }

  function skills(ids) {
    if (!ids.length) return [table.dataset.none];
    return ids.flatMap((id, index) => {
      const link = data.querySelector(`li[data-id="${id}"] > a`).cloneNode(true);
      return index ? [", ", link] : [link];
    });
  }

  function show(ids) {
    const roles = ids.map((id) => data.querySelector(`dl[data-id="${id}"]`));
    const asked = roles.map((role) => role.dataset.skills.split(" ").filter(Boolean));
    const common = asked[0].filter((id) => asked.every((list) => list.includes(id)));
    const facts = roles.map((role) => [...role.querySelectorAll("dd")]);
    table.replaceChildren();
    const head = table.createTHead();
    const body = table.createTBody();
    roles[0].querySelectorAll("dt").forEach((title, index) => {
      add(index ? body : head, title.textContent, facts.map((list) => [...list[index].cloneNode(true).childNodes]));
    });
    add(body, table.dataset.common, []);
    cell(body.lastElementChild, "td", skills(common));
    body.lastElementChild.lastElementChild.colSpan = roles.length;
    add(body, table.dataset.own, asked.map((list) => skills(list.filter((id) => !common.includes(id)))));
    area.hidden = false;
  }

  function compare(ids, leave) {
    const pair = document.querySelector(`[data-pair="${[...ids].sort().join(" ")}"]`);
    if (leave && pair) { location.href = pair.href; return; }
    status.textContent = status.dataset[ids.length < 2 ? "few" : "shown"];
    area.hidden = true;
    if (ids.length < 2) return;
    show(ids);
    try { history.replaceState(history.state, "", `?roles=${ids.join(",")}`); } catch { /* from disk */ }
  }

  for (const select of selects.slice(1)) select.append(...[...selects[0].options].slice(1).map((option) => option.cloneNode(true)));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compare([...new Set(selects.map((select) => select.value).filter(Boolean))], true);
  });

  const asked = (new URLSearchParams(location.search).get("roles") ?? "").split(",").filter((id) => /^[a-z0-9-]+$/.test(id) && data.querySelector(`dl[data-id="${id}"]`));
  asked.slice(0, selects.length).forEach((id, index) => { selects[index].value = id; });
  if (new Set(asked).size > 1) compare([...new Set(asked)].slice(0, selects.length), false);
}
