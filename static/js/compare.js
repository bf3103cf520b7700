// Any two or three roles side by side: on their own page where there is one, else in a table put together of their pages.
"use strict";

{
  const form = document.querySelector(".chooser");
  const controls = [...form.querySelectorAll("[name=role]")];
  const status = form.querySelector("[role=status]");
  const area = document.querySelector(".chosen");
  const table = area.querySelector("table");
  const WHOLE = ["duties", "fit"]; // sections that are shown as they are; of the others, how they begin
  const EXCERPT = 420; // characters
  let roleTitles; // by id, where the choice is too long for this page

  const address = (id) => new URL(form.dataset.role.replace("ID", id), location.href).href;

  async function fetched(url, read) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(answer.status);
    return read(await answer.text());
  }

  async function load() {
    if (!roleTitles && form.dataset.titles) roleTitles = (await titles.load(form)).roles;
  }

  function chosen() {
    const id = ({ value }) => roleTitles ? titles.id(roleTitles, value) : value;
    return [...new Set(controls.map(id).filter(Boolean))];
  }

  // Nodes of another page, with links that lead to the same places from this one.
  function taken(nodes, base) {
    return [...nodes].map((node) => {
      const copy = document.importNode(node, true);
      if (copy.nodeType !== Node.ELEMENT_NODE) return copy;
      for (const element of [copy, ...copy.querySelectorAll("*")]) {
        element.removeAttribute("id");
        if (element.hasAttribute("href")) element.href = new URL(element.getAttribute("href"), base).href;
      }
      for (const control of copy.querySelectorAll("input, button, form, details, script, .fit-summary")) control.remove();
      return copy;
    });
  }

  async function role(id) {
    const base = address(id);
    const page = await fetched(base, (text) => new DOMParser().parseFromString(text, "text/html"));
    const link = Object.assign(document.createElement("a"), { href: base, textContent: page.querySelector("h1").textContent });
    const rows = new Map(); // titles and contents, by the title in lower case
    const add = (title, content) => rows.set(title.textContent.trim().toLowerCase(), { title: title.textContent.trim(), content });
    for (const fact of page.querySelectorAll(".facts > div:not(.facts-untold)")) add(fact.querySelector("dt"), taken(fact.querySelector("dd").childNodes, base));
    for (const section of page.querySelectorAll(".sections > section[id]")) {
      const title = section.querySelector("h2");
      if (!title || ["pay", "skills", "sources", "related"].includes(section.id)) continue;
      const first = [...section.querySelectorAll("p, li")].filter((part) => !part.closest(".callout, .footnotes")).map((part) => part.textContent.trim()).find(Boolean) ?? "";
      const text = first.length > EXCERPT ? `${first.slice(0, first.lastIndexOf(" ", EXCERPT))} …` : first;
      add(title, WHOLE.includes(section.id) ? taken([...section.children].filter((part) => part !== title && !part.matches("script, .fit ~ .note")), base) : [text]);
    }
    const skills = new Map([...page.querySelectorAll("#skills .skills a")].map((skill) => [skill.getAttribute("href"), taken([skill], base)[0]]));
    return { link, rows, skills };
  }

  function row(part, title, cells) {
    const made = part.appendChild(document.createElement("tr"));
    made.setAttribute("role", "row"); // on a phone rows are laid out as grids, of which browsers know no roles
    const add = (name, content, role = "cell") => {
      const cell = made.appendChild(document.createElement(name));
      cell.setAttribute("role", role);
      cell.append(...content);
      return cell;
    };
    if (part.localName === "thead") add("td", []);
    else add("th", [title], "rowheader").scope = "row";
    for (const content of cells) {
      const said = content ?? [Object.assign(document.createElement("span"), { className: "unknown", textContent: table.dataset.unknown })];
      if (part.localName === "thead") add("th", said, "columnheader").scope = "col";
      else add("td", said);
    }
    return made;
  }

  const listed = (links) => links.length ? links.flatMap((link, index) => index ? [", ", link.cloneNode(true)] : [link.cloneNode(true)]) : [table.dataset.none];

  function show(roles) {
    table.replaceChildren();
    table.dataset.roles = roles.length;
    row(table.createTHead(), "", roles.map(({ link }) => [link]));
    const body = table.createTBody();
    for (const key of new Set(roles.flatMap(({ rows }) => [...rows.keys()]))) {
      const found = roles.map(({ rows }) => rows.get(key));
      row(body, found.find(Boolean).title, found.map((fact) => fact?.content));
    }
    const common = [...roles[0].skills.keys()].filter((address) => roles.every(({ skills }) => skills.has(address)));
    const asked = roles.map(({ skills }) => listed(common.map((address) => skills.get(address))));
    const text = (nodes) => nodes.map((node) => node.textContent ?? node).join("");
    const alike = asked.every((nodes) => text(nodes) === text(asked[0])); // and not at different levels
    const shared = row(body, table.dataset.common, alike ? [asked[0]] : asked);
    if (alike) shared.lastElementChild.colSpan = roles.length;
    row(body, table.dataset.own, roles.map(({ skills }) => listed([...skills].filter(([address]) => !common.includes(address)).map(([, link]) => link))));
    document.title = `${roles.map(({ link }) => link.textContent).join(", ")}\u00a0— ${document.querySelector(".masthead-title").textContent}`;
    area.hidden = false;
  }

  async function compare(ids, leave) {
    const pair = document.querySelector(`[data-pair="${[...ids].sort().join(" ")}"]`);
    if (leave && pair) { location.href = pair.href; return; }
    area.hidden = true;
    status.textContent = status.dataset.few;
    if (ids.length < 2) return;
    try {
      show(await Promise.all(ids.map(role)));
      status.textContent = status.dataset.shown;
      history.replaceState(history.state, "", `?roles=${ids.join(",")}`);
    } catch { // from disk no page can be read
      const link = (id) => Object.assign(document.createElement("a"), { href: address(id), textContent: roleTitles?.[id] ?? controls[0].querySelector(`[value="${id}"]`).textContent });
      status.replaceChildren(status.dataset.failed, ...ids.flatMap((id) => [" ", link(id)]));
    }
  }

  async function restore() {
    const asked = [...new Set((new URLSearchParams(location.search).get("roles") ?? "").split(",").filter((id) => /^[a-z0-9-]+$/.test(id)))];
    if (asked.length > 1) await load();
    const known = (id) => roleTitles ? id in roleTitles : controls[0].querySelector(`option[value="${id}"]`);
    const ids = asked.filter(known).slice(0, controls.length);
    ids.forEach((id, index) => { controls[index].value = roleTitles?.[id] ?? id; });
    if (ids.length > 1) compare(ids, false);
  }

  form.hidden = false;
  form.addEventListener("focusin", () => load().catch(() => { form.hidden = true; }), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compare(chosen(), true);
  });
  restore();
}
