// The full-text search: on its own page and, when find.js asks for it, in a dialog over any other. Pagefind is loaded
// when it is first needed.
"use strict";

{
  const link = document.querySelector(".search-link");
  const home = new URL("../", link.href);
  const PAUSE = 120; // ms without a keystroke, after which is searched
  const SECTIONS = 2; // of each result, the best ones
  let loading;

  function pagefind() {
    loading ??= import(new URL("pagefind/pagefind.js", home)).then(async (module) => {
      await module.options({ baseUrl: home.pathname, excerptLength: 22 });
      await module.init();
      return module;
    });
    loading.catch(() => { loading = undefined; });
    return loading;
  }

  function element(name, className = "") {
    return Object.assign(document.createElement(name), { className });
  }

  // --- a result

  const bare = (word) => word.toLowerCase().replaceAll("ё", "е").replace(/[^\p{L}\p{N}+#]/gu, "");

  function matched(result) {
    const words = result.content.split(/\s+/);
    return new Set(result.locations.map((place) => bare(words[place] ?? "")));
  }

  function withWords(parent, text, words) {
    for (const part of text.split(/(\s+)/)) {
      const hit = words.has(bare(part)) && part.trim();
      parent.append(hit ? Object.assign(element("mark"), { textContent: part }) : part);
    }
    return parent;
  }

  // Where a word is not known, Pagefind takes those with its first letters, however few: half of it must be there.
  function near(query, result) {
    const asked = query.split(/\s+/).map(bare).filter(Boolean);
    const names = `${result.meta.title} ${result.meta.also ?? ""}`.split(/\s+/).map(bare);
    return [...matched(result), ...names].some((word) => asked.some((part) => word.startsWith(part.slice(0, Math.ceil(part.length / 2)))));
  }

  // Pagefind's excerpt is text with <mark>s, “<” and “>” escaped; the heading at its beginning stands above it already.
  function withMarks(parent, excerpt, heading) {
    const plain = excerpt.replace(/<\/?mark>/g, "").replace(/\s/g, " ");
    let skip = plain.startsWith(heading.replace(/\s/g, " ")) ? heading.length : 0;
    if (skip) skip += plain.slice(skip).match(/^[.:\s]*/)[0].length;
    if (/^\p{Ll}/u.test(plain.slice(skip))) parent.append("… ");
    excerpt.split(/<\/?mark>/).forEach((part, index) => {
      const text = part.slice(skip).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      skip = Math.max(0, skip - part.length);
      if (text) parent.append(index % 2 ? Object.assign(element("mark"), { textContent: text }) : text);
    });
    if (!/[.!?…]$/.test(plain)) parent.append(" …");
    return parent;
  }

  function best(sections) {
    const score = (section) => section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
    return [...sections].sort((a, b) => score(b) - score(a)).slice(0, SECTIONS);
  }

  function item(result) {
    const words = matched(result);
    const line = element("li");
    const title = Object.assign(element("a", "search-title"), { href: result.url });
    line.append(withWords(title, result.meta.title, words));
    const sections = best(result.sub_results);
    for (const section of sections.length ? sections : [{ url: result.url, title: result.meta.title, excerpt: result.excerpt }]) {
      const text = element("p");
      if (section.url !== result.url) {
        text.append(withWords(Object.assign(element("a"), { href: section.url }), section.title, words), " — ");
      }
      if (withMarks(text, section.excerpt, section.title).hasChildNodes()) line.append(text);
    }
    return line;
  }

  // --- a search box: `most` results at once, `told` hears of every search

  function enhance(box, most, told) {
    const input = box.querySelector("[name=q]");
    const status = box.querySelector("[role=status]");
    const groups = box.querySelector(".search-results");
    const more = box.querySelector(".search-more");
    let turn = 0, timer;

    function show(results, count) {
      for (const group of groups.children) group.hidden = true;
      for (const result of results) {
        const folder = result.raw_url.split("/")[0];
        const group = groups.querySelector(`[data-kind="${folder}"]`) ?? groups.querySelector('[data-kind=""]');
        if (group.hidden) {
          group.lastElementChild.replaceChildren();
          group.hidden = false;
          groups.append(group);
        }
        group.lastElementChild.append(item(result));
      }
      more.hidden = count <= results.length || box.matches("main .search");
      more.firstElementChild.search = new URLSearchParams({ q: input.value });
    }

    function say(kind, count, shown) {
      groups.setAttribute("aria-busy", false);
      status.textContent = kind ? status.dataset[kind].replace("{count}", count).replace("{shown}", shown) : "";
      box.querySelector(".search-none").hidden = kind !== "none" && kind !== "failed";
    }

    async function search() {
      const now = ++turn;
      const query = input.value.trim();
      told(query);
      if (!query) { show([], 0); say(""); return; }
      try {
        const { results } = await (await pagefind()).search(query);
        const loaded = await Promise.all(results.slice(0, most).map((result) => result.data()));
        if (now !== turn) return;
        const kept = loaded.filter((result) => near(query, result));
        const count = kept.length < loaded.length ? kept.length : results.length;
        show(kept, count);
        say(!count ? "none" : kept.length < count ? "first" : "found", count, kept.length);
      } catch {
        if (now === turn) { show([], 0); say("failed"); }
      }
    }

    box.hidden = false;
    input.addEventListener("input", () => {
      groups.setAttribute("aria-busy", true);
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    box.addEventListener("keydown", (event) => walk(event, [input, ...groups.querySelectorAll("section:not([hidden]) a")]));
    choice(box.querySelector("[type=checkbox]"));
    return { input, search };
  }

  function walk(event, stops) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!step || !next || !stops.includes(document.activeElement)) return;
    event.preventDefault();
    next.focus();
  }

  // --- the key “/”, which a reader may turn off

  function choice(checkbox) {
    checkbox.checked = searchKey.wanted();
    checkbox.addEventListener("change", () => searchKey.choose(checkbox.checked));
  }

  // --- where it stands: on the search page itself, or in a dialog with that page's search in it

  function onPage(box) {
    const { input, search } = enhance(box, 60, (query) => {
      history.replaceState(history.state, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    });
    box.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); search(); });
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) search();
    return () => input.focus();
  }

  async function dialog() {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    const box = document.importNode(page.querySelector(".search"), true);
    for (const one of box.querySelectorAll("[href]")) one.href = new URL(one.getAttribute("href"), link.href);
    box.querySelector("form").action = link.href;
    const style = Object.assign(element("link"), { rel: "stylesheet" });
    style.href = new URL(page.querySelector('link[href*="/search."]').getAttribute("href"), link.href);
    const made = element("dialog", "search-dialog");
    made.setAttribute("aria-label", link.textContent);
    made.append(box);
    document.body.append(made);
    await new Promise((done) => { style.onload = style.onerror = done; document.head.append(style); });
    made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
    const close = box.querySelector(".search-close");
    close.hidden = false;
    close.addEventListener("click", () => made.close());
    const { input } = enhance(box, 12, () => {});
    return () => { if (!made.open) made.showModal(); input.select(); };
  }

  const own = document.querySelector("main .search");
  let opener;
  openSearch = async () => { (await (opener ??= dialog()))(); };
  if (own && location.protocol.startsWith("http")) openSearch = onPage(own);
}
