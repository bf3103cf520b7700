// What works without scripts, made a little smoother.
"use strict";

// The canonical address of a page is its folder; links name the file so that they work from disk too.
if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
  const folder = location.pathname.slice(0, -"index.html".length);
  history.replaceState(history.state, "", folder + location.search + location.hash);
}

// Light or dark, chosen by the reader and remembered on this device.
for (const button of document.querySelectorAll(".scheme-switch")) {
  const { dataset } = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => dataset.scheme || (system.matches ? "dark" : "light");

  function label() {
    button.textContent = shown() === "dark" ? button.dataset.toLight : button.dataset.toDark;
    button.title = button.textContent;
  }

  button.hidden = false;
  label();
  system.addEventListener("change", label);
  button.addEventListener("click", () => {
    dataset.scheme = shown() === "dark" ? "light" : "dark";
    try { localStorage.setItem("scheme", dataset.scheme); } catch { /* it lasts until the page is left */ }
    label();
  });
}

// A phone keeps a table's median in sight only where any other column can be seen whole beside it.
for (const table of document.querySelectorAll(".pay-table:has(th.median)")) {
  const [names, ...columns] = table.tHead.rows[0].cells;
  const isMedian = (cell) => cell.matches(".median");
  const width = (cells) => Math.max(...cells.map((cell) => cell.offsetWidth));
  new ResizeObserver(() => {
    const room = table.parentElement.clientWidth - names.offsetWidth - width(columns.filter(isMedian));
    table.classList.toggle("tight", width(columns.filter((cell) => !isMedian(cell))) > room);
  }).observe(table.parentElement);
}

// What was read or collected too long ago is marked, by the reader's own calendar: a page can outlive its last build.
{
  const today = new Date().toISOString().slice(0, 10);
  for (const mark of document.querySelectorAll(".stale")) mark.hidden = today < mark.dataset.from;
}
