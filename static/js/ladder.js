// The ladder of pay shows the region that the reader chooses; its figures are those of the table on the page of pay,
// which is fetched when the ladder comes into sight. Read from disk, the ladder stays with the region that it has.
"use strict";

// The figures of each ladder that the table has: the bands of a row, or a column of the rows that differ in one dimension.
function rungsOf(ladder, { bands, columns, rows }) {
  const { dimension, key } = ladder.dataset;
  const column = columns.findIndex(({ id }) => id === key);
  const without = (list) => list.filter((_, index) => String(index) !== dimension);
  const found = new Map();
  for (const { region, within, withinName, name, values, labels, cells } of rows) {
    const segment = without(values).join(" ");
    const place = [name, ...without(labels)].join(", ");
    const own = key ? [cells[column]] : bands.map((band) => cells[band.index]);
    const before = found.get(`${region} ${segment}`);
    if (before) before.cells.push(...own);
    else found.set(`${region} ${segment}`, { region, within, withinName, segment, place, cells: own });
  }
  return [...found.values()];
}

{
  const tableOf = async (ladder) => {
    const answer = await fetch(ladder.dataset.table);
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".pay-table");
  };

  const offerRegions = async (ladder, select) => {
    const rungs = rungsOf(ladder, figures.read(await tableOf(ladder)));
    const steps = [...ladder.querySelectorAll(".steps > li")];
    const put = (node, text) => { if (node) node.textContent = text; };
    const sides = ladder.dataset.sides.split(" ").filter(Boolean);
    const mine = ladder.parentElement.querySelector(".my-pay-link");

    function show({ region, segment, place, cells }) {
      const end = 1.05 * Math.max(...figures.known(cells));
      put(ladder.querySelector("[data-out=place]"), place);
      const values = segment.split(" ");
      const chosen = Object.fromEntries(sides.map((id, index) => [id, values[index]]));
      if (mine) mine.hash = new URLSearchParams({ region, ...chosen });
      steps.forEach((step, index) => {
        const { low, high, text } = cells[index];
        const bar = step.querySelector(".bar rect");
        put(step.querySelector("[data-out=pay]"), figures.priced(text, ladder.dataset.sign));
        if (index) put(step.querySelector("[data-out=gain]"), figures.gain(cells[index - 1], cells[index]) || ladder.dataset.unknown);
        const start = "fromZero" in ladder.dataset ? 0 : low ?? 0;
        const length = low === null && high === null ? 0 : Math.max((high ?? end) - start, end / 250);
        bar.setAttribute("x", `${(100 * start) / end}%`);
        bar.setAttribute("width", `${(100 * length) / end}%`);
      });
    }

    const known = [...rungs.entries()].filter(([, { cells }]) => !cells.every((cell) => cell.gap));
    figures.fill(select, known.map(([index, { place, within, withinName }]) => [index, place, within, withinName]));
    select.value = rungs.findIndex(({ region, segment }) => region === ladder.dataset.region && segment === ladder.dataset.segment);
    select.closest("label").hidden = false;
    select.addEventListener("change", () => show(rungs[select.value]));
  };

  for (const ladder of document.querySelectorAll(".pay-ladder")) {
    const select = ladder.querySelector("select");
    if (!select) continue;
    const seen = new IntersectionObserver((changes) => {
      if (!changes.some((change) => change.isIntersecting)) return;
      seen.disconnect();
      offerRegions(ladder, select).catch(() => {});
    });
    seen.observe(ladder);
  }
}
