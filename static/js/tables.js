// The figures of a page's salary tables, for the scripts that show them in other ways.
"use strict";

const figures = {
  number: new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }),
  text: (node) => node.textContent.trim(),

  // A table as columns and rows; a cell's `low` and `high` are null where they are not known.
  read(table) {
    const { text } = figures;
    const columns = [...table.querySelectorAll("th[data-column]")].map((head, index) => {
      const years = head.querySelector("small");
      const label = years ? text(head).slice(0, -text(years).length).trim() : text(head);
      return { id: head.dataset.column, kind: head.dataset.kind, label, years: years ? text(years) : "", index };
    });
    let region = "";
    const rows = [];
    for (const row of table.querySelectorAll("tbody tr")) {
      const head = row.querySelector("th");
      if (!row.dataset.region) { region = text(head); continue; }
      const name = text(head.querySelector("a:not(small a)") || head);
      rows.push({
        region: row.dataset.region,
        segment: row.dataset.segment || "",
        name: row.dataset.segment ? region : name,
        segmentName: row.dataset.segment ? text(head.firstChild) : "",
        cells: [...row.querySelectorAll("td")].map((cell) => {
          const [low, high] = cell.dataset.pay.split(" ").map((edge) => (edge === "-" ? null : Number(edge)));
          return { low, high, gap: cell.classList.contains("gap"), text: text(cell) };
        }),
      });
    }
    return { columns, rows, bands: columns.filter((column) => column.kind === "band") };
  },

  known: (cells) => cells.flatMap((cell) => [cell.low, cell.high]).filter((edge) => edge !== null),

  signed: (number) => (number < 0 ? "\u2212" : "+") + figures.number.format(Math.abs(number)),

  // By how much one cell is more than another; empty where this is not known.
  gain(before, after) {
    if (before.gap || after.gap) return "";
    const ends = ["low", "high"].filter((end) => before[end] !== null && after[end] !== null)
      .map((end) => after[end] - before[end]).sort((a, b) => a - b);
    if (!ends.length) return "";
    const first = figures.signed(ends[0]);
    return ends[0] === ends.at(-1) ? first : `${first}\u00a0– ${figures.number.format(ends.at(-1))}`;
  },
};
