// The ladder of pay shows the region that the reader chooses; its figures are those of the table below it.
"use strict";

for (const ladder of document.querySelectorAll(".pay-ladder")) {
  const select = ladder.querySelector("select");
  if (!select) continue;
  const { bands, rows } = figures.read(ladder.closest("section").querySelector(".pay-table"));
  const steps = [...ladder.querySelectorAll(".steps > li")];
  const put = (node, text) => { if (node) node.textContent = text; };
  const place = (row) => (row.segment ? `${row.name}, ${row.segmentName}` : row.name);

  function show(row) {
    const cells = bands.map((band) => row.cells[band.index]);
    const end = 1.05 * Math.max(...figures.known(cells));
    put(ladder.querySelector("[data-out=place]"), place(row));
    steps.forEach((step, index) => {
      const { low, high, gap, text } = cells[index];
      const bar = step.querySelector(".bar rect");
      put(step.querySelector("[data-out=pay]"), text);
      if (index) put(step.querySelector("[data-out=gain]"), figures.gain(cells[index - 1], cells[index]) || ladder.dataset.unknown);
      bar.setAttribute("x", `${(100 * (low ?? 0)) / end}%`);
      bar.setAttribute("width", gap ? 0 : `${(100 * ((high ?? end) - (low ?? 0))) / end}%`);
    });
  }

  for (const row of rows) {
    if (bands.every((band) => row.cells[band.index].gap)) continue;
    const first = row.region === ladder.dataset.region && row.segment === ladder.dataset.segment;
    select.append(new Option(place(row), rows.indexOf(row), first, first));
  }
  select.closest("label").hidden = false;
  select.addEventListener("change", () => show(rows[select.value]));
}
