// The self-check: what the reader has ticked, gathered in two lists, and a sentence that makes no sum of them.
"use strict";

for (const form of document.querySelectorAll(".fit")) {
  const summary = form.querySelector(".fit-summary");
  const said = summary.querySelector("[role=status]");

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
    return ticked.length > 0;
  }

  function tell() {
    const suits = gather("for");
    const objects = gather("not-for");
    summary.hidden = !suits && !objects;
    said.textContent = suits && objects ? said.dataset.both : suits ? said.dataset.for : objects ? said.dataset.notFor : "";
  }

  form.addEventListener("change", tell);
  form.addEventListener("reset", () => setTimeout(tell)); // the ticks are gone only after the event
  tell(); // ticks that the browser has kept
}
