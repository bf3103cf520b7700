// Every figure of a table is a link to itself: pressing it copies the address, arrow keys move to its neighbours.
"use strict";

for (const table of document.querySelectorAll(".pay-table[data-table]")) {
  const rows = [...table.querySelectorAll("tr[data-region]")].map((row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector(":scope > a")));
  const all = rows.flat().filter(Boolean);
  const hint = table.closest("section").querySelector(".cell-hint");
  if (!all.length) continue;

  // The table is one stop of the Tab key, not a hundred.
  function enter(link) {
    for (const other of table.querySelectorAll("td > a[tabindex='0']")) other.tabIndex = -1;
    link.tabIndex = 0;
  }
  for (const link of all) link.tabIndex = -1;
  enter(all.find((link) => link.hash === location.hash) || all[0]);
  table.addEventListener("focusin", ({ target }) => {
    if (!target.matches("td > a")) return;
    enter(target);
    target.scrollIntoView({ block: "nearest", inline: "nearest" }); // the browser leaves it where a part of it is in sight
  });

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches("td > a")) return;
    const y = rows.findIndex((row) => row.includes(event.target));
    const side = getComputedStyle(table).direction === "rtl" ? -1 : 1;
    const next = rows[y + move[0]]?.[rows[y].indexOf(event.target) + side * move[1]];
    if (next) next.focus();
    event.preventDefault();
  });

  if (!hint) continue;
  hint.hidden = false;
  table.addEventListener("click", (event) => {
    const link = event.target.closest("td > a");
    if (!link) return;
    // Going to the cell takes the focus from its link.
    setTimeout(() => link.focus({ preventScroll: true }));
    if (navigator.clipboard) {
      navigator.clipboard.writeText(link.href).then(
        () => {
          hint.textContent = hint.dataset.copied.replace("{address}", link.href);
          table.querySelector("[data-said]")?.removeAttribute("data-said");
          link.parentElement.dataset.said = hint.dataset.said;
        },
        () => { /* refused: the address stands in the browser's own bar */ },
      );
    }
  });
}
