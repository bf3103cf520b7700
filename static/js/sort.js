// The rows of a chart in the order that the reader chooses: they stand ready by their median.
"use strict";

{
  const collator = new Intl.Collator(document.documentElement.lang);

  function order(rows, key) {
    const name = (row) => row.querySelector(".row-name").textContent;
    const figure = (row) => {
      const found = Number(row.dataset.keys.split(" ")[key]);
      // what is not known comes last
      return Number.isNaN(found) ? -1 : found;
    };
    const before = key === "name"
      ? (a, b) => collator.compare(name(a), name(b))
      : (a, b) => figure(b) - figure(a) || collator.compare(name(a), name(b));
    return rows.sort(before);
  }

  function sort(chart, key) {
    for (const plot of chart.querySelectorAll(".plot")) {
      const lists = [...plot.querySelectorAll(".rows")];
      const rows = order([...plot.querySelectorAll(".rows > li")], key);
      const shown = lists[0].childElementCount;
      lists[0].append(...rows.slice(0, shown));
      if (lists[1]) lists[1].append(...rows.slice(shown));
    }
  }

  for (const control of document.querySelectorAll(".chart-sort")) {
    const select = control.querySelector("select");
    control.hidden = false;
    select.addEventListener("change", () => sort(control.closest(".chart"), select.value));
    // restored by the browser
    if (select.selectedIndex) sort(control.closest(".chart"), select.value);
  }
}
