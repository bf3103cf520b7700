// The self-check: what the reader has ticked, gathered in two lists and counted. It says no more than that.
"use strict";

for (const form of document.querySelectorAll(".fit")) {
  const summary = form.querySelector(".fit-summary");
  const said = summary.querySelector("[role=status]");

  // Shows the ticked points of a list; returns how many they are.
  function gather(kind) {
    const ticked = [...form.querySelectorAll(`.fit-${kind} input:checked`)];
    const box = summary.querySelector(`[data-of="${kind}"]`);
    if (box) {
      box.hidden = !ticked.length;
      box.querySelector("ul").replaceChildren(...ticked.map((input) => {
        const item = document.createElement("li");
        item.textContent = input.closest("label").textContent.trim();
        return item;
      }));
    }
    return ticked.length;
  }

  function tell() {
    const [points, objections] = [gather("for"), gather("not-for")];
    summary.hidden = !points && !objections;
    const count = said.dataset.count.replace("{for}", points).replace("{against}", objections);
    said.textContent = objections ? `${count} ${said.dataset.against}` : count;
  }

  form.addEventListener("change", tell);
  // the ticks are gone only after the event
  form.addEventListener("reset", () => setTimeout(tell));
  // ticks that the browser has kept
  tell();
}
