// The way to the search: the masthead's link and the key “/” load it and open it. From disk it cannot be loaded: there
// the link leads to the index.
"use strict";

// search.js gives it

let openSearch;

// The key “/”, which a reader may turn off.
const searchKey = {
  wanted() {
    try { return localStorage.getItem("search-key") !== "off"; } catch { return true; }
  },
  choose(on) {
    try { localStorage.setItem("search-key", on ? "on" : "off"); } catch { /* it stays as it is */ }
  },
  pressed(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    return plain && !typing && (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) && searchKey.wanted();
  },
};

if (location.protocol.startsWith("http")) {
  const link = document.querySelector(".search-link");
  let loading;

  function load() {
    return new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("script"), { src: link.dataset.script, onload: done, onerror: failed }));
    });
  }

  async function find(event) {
    event.preventDefault();
    try {
      if (!openSearch) {
        loading ??= load();
        await loading;
      }
      await openSearch();
    } catch { location.href = link.href; }
  }

  link.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => { if (searchKey.pressed(event)) find(event); });
  link.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) find(event); });
} else document.querySelector(".find-form")?.setAttribute("hidden", "");
