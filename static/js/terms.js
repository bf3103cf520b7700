// Words of the glossary tell their meaning where they stand: in a popover with the entry of the glossary's page, which is
// fetched when the first one is opened. Without this script, and with a modifier key, they lead to the glossary.
"use strict";

if (location.protocol.startsWith("http") && "popover" in HTMLElement.prototype) {
  const { more, style } = document.currentScript.dataset;
  const EDGE = 16; // px between the popover and the window
  const box = Object.assign(document.createElement("div"), { className: "term-meaning", popover: "auto", tabIndex: -1 });
  let glossary, opener, pressed;

  box.setAttribute("role", "dialog");
  document.body.append(box);
  box.addEventListener("beforetoggle", ({ newState }) => opener?.setAttribute("aria-expanded", newState === "open"));

  function styled() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
    document.head.append(link);
    return new Promise((done) => { link.onload = link.onerror = done; });
  }

  async function load(link) {
    const [answer] = await Promise.all([fetch(link.href), styled()]);
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function place(link) {
    const word = [...link.getClientRects()].at(-1);
    const below = word.bottom + box.offsetHeight + EDGE < innerHeight || word.top < box.offsetHeight;
    const start = Math.max(EDGE, Math.min(word.left, document.documentElement.clientWidth - box.offsetWidth - EDGE));
    box.style.left = `${start + scrollX}px`;
    box.style.top = `${(below ? word.bottom : word.top - box.offsetHeight) + scrollY}px`;
  }

  async function open(link) {
    glossary ??= load(link);
    const entry = (await glossary).getElementById(new URL(link.href).hash.slice(1));
    const term = Object.assign(document.createElement("p"), { className: "term-name" });
    term.append(...[...entry.querySelector("dt").childNodes].map((node) => document.importNode(node, true)));
    const meaning = Object.assign(document.createElement("p"), { textContent: entry.querySelector("dd").textContent });
    const onward = document.createElement("p");
    onward.append(Object.assign(document.createElement("a"), { href: link.href, textContent: more }));
    box.replaceChildren(term, meaning, onward);
    box.setAttribute("aria-label", `${term.textContent.trim()}: ${meaning.textContent}`);
    opener = link;
    box.showPopover();
    place(link);
    box.focus({ preventScroll: true });
  }

  for (const link of document.querySelectorAll("a.term")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", false);
    link.addEventListener("pointerdown", () => { pressed = box.matches(":popover-open") && opener === link; });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const closes = pressed && event.detail; // the press has closed it
      pressed = false;
      if (!closes) open(link).catch(() => { location.href = link.href; });
    });
  }
}
