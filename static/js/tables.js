// The figures of a page's salary tables, for the scripts that show them in other ways.
"use strict";

// biome-ignore lint/correctness/noUnusedVariables: the scripts that show them read it
const figures = {
  number: new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }),
  text: (node) => node.textContent.trim(),

  // A table as columns and rows; a cell's `low` and `high` are null where they are not known.
  read(table) {
    const { text } = figures;
    const columns = [...table.querySelectorAll("th[data-column]")].map((head, index) => {
      const years = head.querySelector("small");
      const label = years ? text(head).slice(0, -text(years).length).trim() : text(head);
      return { id: head.dataset.column, kind: head.dataset.kind, open: "open" in head.dataset, label, years: years ? text(years) : "", index };
    });
    let region = "";
    const rows = [];
    for (const row of table.querySelectorAll("tbody tr")) {
      const head = row.querySelector("th");
      if (!row.dataset.region) { region = text(head); continue; }
      const name = text(head);
      rows.push({
        region: row.dataset.region,
        within: row.dataset.within, // the region in which it lies, by id
        withinName: row.dataset.withinName,
        segment: row.dataset.segment || "",
        name: row.dataset.segment ? region : name,
        values: row.dataset.segment?.split(" ") || [],
        labels: row.dataset.labels?.split("\n") || (row.dataset.segment ? [text(head.firstChild)] : []),
        few: Boolean(row.querySelector("td.few")),
        cells: [...row.querySelectorAll("td")].map((cell, index) => {
          if (columns[index].kind === "count") return { low: null, high: null, gap: cell.classList.contains("gap"), text: text(cell.firstChild) };
          const [low, high] = cell.dataset.pay.split(" ").map((edge) => (edge === "-" ? null : Number(edge)));
          const note = cell.querySelector(".note-mark a");
          return { low, high, gap: cell.matches(".gap, .absent"), text: text(cell.firstChild), note: note?.hash, places: figures.places(cell.dataset.pay) };
        }),
      });
    }
    const places = Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell.places || 0)));
    return { columns, rows, places, number: figures.format(places), bands: columns.filter((column) => column.kind === "band") };
  },

  // How many decimals the amounts of a cell are written with.
  places: (pay) => Math.max(...pay.split(" ").map((edge) => edge.split(".")[1]?.length || 0)),

  // A format with so many decimals, be they zeros.
  format(places) {
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    return places ? new Intl.NumberFormat(document.documentElement.lang, digits) : figures.number;
  },

  // Choices, those of places that lie in the same one together: each has its value, its label, that place and its name.
  fill(select, options) {
    const groups = {};
    select.replaceChildren();
    for (const [value, label, within, name] of options) {
      if (within) groups[within] ??= select.appendChild(Object.assign(document.createElement("optgroup"), { label: name }));
      (groups[within] ?? select).append(new Option(label, value));
    }
  },

  // An amount or a range with its currency, where that comes before amounts.
  priced: (words, sign) => (sign ? words.replace(/\d(?:[\d.,\s]*\d)?/g, (amount) => sign + amount) : words),

  known: (cells) => cells.flatMap((cell) => [cell.low, cell.high]).filter((edge) => edge !== null),

  signed: (number, format) => (number < 0 ? "\u2212" : number ? "+" : "") + format.format(Math.abs(number)),

  // By how much one cell is more than another; empty where this is not known.
  gain(before, after) {
    if (before.gap || after.gap) return "";
    const ends = ["low", "high"].filter((end) => before[end] !== null && after[end] !== null)
      .map((end) => after[end] - before[end]).sort((a, b) => a - b);
    if (!ends.length) return "";
    const format = figures.format(Math.max(before.places, after.places));
    const [first, last] = [ends[0], ends.at(-1)].map((end) => figures.signed(end, format));
    return first === last ? first : `${first}\u00a0– ${last}`;
  },
};
