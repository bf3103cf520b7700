// A plugin of livereload.js that shows Problems over the page and reloads them alone where nothing else has changed.
// Whatever comes from the guide is inserted as text, never as HTML.
"use strict";
(() => {
  const script = document.currentScript;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const excerpt = ({ line, before, marked, after }) => {
    const margin = " ".repeat(String(line).length);
    const caret = before.replace(/[^\t]/gu, " ") + "^".repeat([...marked].length);
    return element("pre", {}, `${line} | ${before}`, element("mark", {}, marked), `${after}\n${margin} | ${caret}`);
  };

  const place = ({ place, editor }) => (editor ? element("a", { href: editor }, place) : element("span", {}, place));

  const item = (problem) =>
    element(
      "li",
      { className: problem.severity },
      element("p", { className: "place" }, place(problem)),
      element("p", { className: "message" }, element("b", {}, problem.word), ` ${problem.message}`),
      ...(problem.before || problem.marked || problem.after ? [excerpt(problem)] : []),
      ...(problem.hint ? [element("p", { className: "hint" }, problem.hint)] : []),
    );

  class Overlay {
    constructor() {
      this.asked = 0;
      this.stopped = "";
      this.host = element("preview-overlay");
      this.host.attachShadow({ mode: "open" });
      this.title = element("h1", { id: "title" });
      this.list = element("ol");
      this.close = element("button", { type: "button", onclick: () => this.dialog.close() });
      this.dialog = element("dialog", {}, element("header", {}, this.title, this.close), this.list);
      this.dialog.setAttribute("aria-labelledby", "title");
      this.note = element("button", { type: "button", className: "note", hidden: true });
      this.note.onclick = () => this.dialog.showModal();
      const style = element("link", { rel: "stylesheet", href: script.src.replace(/js$/, "css") });
      this.host.shadowRoot.append(style, this.dialog, this.note);
      document.addEventListener("LiveReloadDisconnect", () => this.tellStopped());
    }

    // Two answers may arrive in the wrong order: the one asked for last is the newest.
    async refresh() {
      const asked = ++this.asked;
      const answer = await fetch(new URL("problems.json", script.src)).catch(() => null); // null: it has just stopped
      const found = await answer?.json();
      if (found && asked === this.asked) this.show(found);
    }

    show({ language, title, failed, close, stopped, problems }) {
      this.stopped = stopped;
      this.host.lang = language;
      this.host.dataset.state = failed ? "failed" : problems.length ? "warned" : "well";
      this.title.textContent = title;
      this.close.textContent = close;
      this.list.replaceChildren(...problems.map(item));
      this.note.textContent = title;
      this.note.className = "note";
      this.note.hidden = !problems.length;
      this.note.disabled = false;
      if (!this.host.isConnected) document.documentElement.append(this.host);
      if (this.dialog.open && !failed) this.dialog.close();
      if (!this.dialog.open && failed) this.dialog.showModal();
    }

    tellStopped() {
      if (!this.stopped) return;
      this.host.dataset.state = "stopped";
      this.note.textContent = this.stopped;
      this.note.className = "note";
      this.note.hidden = false;
      this.note.disabled = true;
    }
  }

  // The names are livereload.js's: it looks for LiveReloadPlugin… in the window, sends the server what analyze()
  // returns each time it has connected, and asks reload() before it reloads the page itself.
  window.LiveReloadPluginPreview = class {
    static identifier = "preview";
    static version = "1";

    constructor() {
      this.overlay = new Overlay();
    }

    analyze() {
      return { build: script.dataset.build };
    }

    reload(path) {
      if (path !== "problems.json") return false;
      this.overlay.refresh();
      return true;
    }
  };

  // It connects to the page's own origin, over which whatever forwards the page forwards it, too; its own default is
  // port 35729, and a delay of up to a minute before it connects again.
  const port = location.port || (location.protocol === "https:" ? 443 : 80);
  const query = new URLSearchParams({ port, mindelay: 250, maxdelay: 1000 });
  document.head.append(element("script", { src: new URL(`../livereload.js?${query}`, script.src) }));
})();
