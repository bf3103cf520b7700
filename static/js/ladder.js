// The ladder of pay shows the region that the reader chooses; its figures are those of the table below it.
"use strict";

for (const ladder of document.querySelectorAll(".pay-ladder")) {
  const select = ladder.querySelector("select");
  if (!select) continue;
  const rows = [...ladder.querySelectorAll("tbody tr")];
  const steps = [...ladder.querySelectorAll(".steps > li")];
  const put = (node, text) => { if (node) node.textContent = text; };

  function show(row) {
    put(ladder.querySelector("[data-out=place]"), row.querySelector("th").textContent);
    row.querySelectorAll("td").forEach((cell, index) => {
      const bar = steps[index].querySelector(".bar rect");
      put(steps[index].querySelector("[data-out=pay]"), cell.querySelector("span").textContent);
      put(steps[index].querySelector("[data-out=gain]"), cell.querySelector("small")?.textContent);
      bar.setAttribute("x", cell.dataset.x);
      bar.setAttribute("width", cell.dataset.width);
    });
  }

  rows.forEach((row, index) => {
    const first = "first" in row.dataset;
    select.append(new Option(row.querySelector("th").textContent, index, first, first));
  });
  select.closest("label").hidden = false;
  select.addEventListener("change", () => show(rows[select.value]));
}
