// The search: on its own page and, when find.js asks for it, in a dialog over any other. The names (names.js) answer
// first, then the full text (full-text.js); each is loaded when it is first needed.
"use strict";

{
  const link = document.querySelector(".search-link");
  const home = new URL("../", link.href);
  const PAUSE = 120; // ms without a keystroke, after which is searched
  const SECTIONS = 2; // of each result, the best ones
  const ROWS = 6; // of a place in a table
  const LANGUAGE = document.documentElement.lang;
  const { format } = new Intl.NumberFormat(LANGUAGE);
  let loadingNames, worker, asked = 0;

  // The index of names; undefined where it cannot be loaded.
  function namesOf(box) {
    loadingNames ??= import(new URL(box.dataset.names, link.href)).then(({ load }) => load(home));
    return loadingNames.catch(() => { loadingNames = undefined; });
  }

  // The number of results and the contents of the first ones, from full-text.js.
  function fullText(box, query, most) {
    if (!worker) {
      const script = new URL(box.dataset.fullText, link.href);
      script.search = new URLSearchParams({ home, lang: LANGUAGE });
      worker = new Worker(script, { type: "module" });
      worker.addEventListener("error", () => { worker = undefined; });
    }
    const id = ++asked;
    return new Promise((done, failed) => {
      worker.addEventListener("error", failed, { once: true });
      worker.addEventListener("message", function answer({ data }) {
        if (data.id !== id) return;
        this.removeEventListener("message", answer);
        if (data.results) done(data);
        else failed();
      });
      worker.postMessage({ id, query, most });
    });
  }

  function element(name, className = "") {
    return Object.assign(document.createElement(name), { className });
  }

  // --- a result

  // Without the marks on letters, which Pagefind does not tell apart either.
  const bare = (word) => word.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}+#]/gu, "");

  function withWords(parent, text, words) {
    for (const part of text.split(/(\s+)/)) {
      const hit = words.has(bare(part)) && part.trim();
      parent.append(hit ? Object.assign(element("mark"), { textContent: part }) : part);
    }
    return parent;
  }

  // Pagefind's excerpt is text with <mark>s, “<” and “>” escaped; the heading at its beginning stands above it already.
  // Only `words` stay marked.
  function withMarks(parent, excerpt, heading, words) {
    const plain = excerpt.replace(/<\/?mark>/g, "").replace(/\s/g, " ");
    let skip = plain.startsWith(heading.replace(/\s/g, " ")) ? heading.length : 0;
    if (skip) skip += plain.slice(skip).match(/^[.:\s]*/)[0].length;
    if (/^\p{Ll}/u.test(plain.slice(skip))) parent.append("… ");
    excerpt.split(/<\/?mark>/).forEach((part, index) => {
      const text = part.slice(skip).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      skip = Math.max(0, skip - part.length);
      if (text) parent.append(index % 2 && words.has(bare(text)) ? Object.assign(element("mark"), { textContent: text }) : text);
    });
    if (!/[.!?…]$/.test(plain)) parent.append(" …");
    return parent;
  }

  function best(sections) {
    const score = (section) => section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
    return [...sections].sort((a, b) => score(b) - score(a)).slice(0, SECTIONS);
  }

  function item({ url, title, result }) {
    const line = element("li");
    const head = Object.assign(element("a", "search-title"), { href: url });
    const words = new Set(result?.matched.map(bare));
    line.append(withWords(head, title, words));
    if (!result) return line;
    const sections = best(result.sub_results);
    for (const section of sections.length ? sections : [{ url, title, excerpt: result.excerpt }]) {
      const text = element("p");
      if (section.url !== url) {
        text.append(withWords(Object.assign(element("a"), { href: section.url }), section.title, words), " — ");
      }
      if (withMarks(text, section.excerpt, section.title, words).hasChildNodes()) line.append(text);
    }
    return line;
  }

  // What is shown: the names, each with its page's text where that was found too, then all other pages.
  function listed(entries, results) {
    const left = new Map(results.map((result) => [result.raw_url, result]));
    const named = entries.map(({ url, title }) => {
      const result = left.get(url);
      left.delete(url);
      return { path: url, url: result?.url ?? new URL(url, home).pathname + new URL(url, home).hash, title: result?.meta.title ?? title, result };
    });
    return [...named, ...[...left.values()].map((result) => ({ path: result.raw_url, url: result.url, title: result.meta.title, result }))];
  }

  // --- the pay of a role in a place

  // The format of amounts: where one of some cells has cents, all have.
  function moneyOf(cells, currency) {
    const form = { style: "currency", currency };
    const usual = new Intl.NumberFormat(LANGUAGE, form).resolvedOptions().maximumFractionDigits;
    const whole = cells.every(({ low, high }) => Number.isInteger(low ?? 0) && Number.isInteger(high ?? 0));
    const digits = whole ? 0 : Math.max(2, usual);
    return new Intl.NumberFormat(LANGUAGE, { ...form, minimumFractionDigits: digits, maximumFractionDigits: digits }).format;
  }

  // What a table's cell says: an amount, a range, so much or more, or why there is none.
  function said({ low, high, gap }, money, words) {
    const within = (pattern, amount) => pattern.replace("{amount}", money(amount));
    if (gap) return low === null ? words.gaps[gap] : within(words.more, low);
    if (low === null) return within(words.upTo, high);
    if (high === null) return within(words.from, low);
    return low === high ? money(low) : `${money(low)} – ${money(high)}`;
  }

  // A row's key figure: of one column, or from the low end of the first to the high end of the last.
  function figure(cells, money, words) {
    const [first, last] = [cells[0], cells.at(-1)];
    if (["low", "high", "gap"].every((fact) => first[fact] === last[fact])) return said(first, money, words);
    const ends = { low: first.low, high: last.high };
    if (!first.gap && !last.gap && (ends.low ?? ends.high) !== null) return said(ends, money, words);
    const told = ({ gap, ...cell }, end) => gap || cell[end] === null ? said({ gap, ...cell }, money, words) : money(cell[end]);
    return [told(first, "low"), told(last, "high")].join(" – ");
  }

  function linked(url, text) {
    return Object.assign(element("a"), { href: new URL(url, home).href, textContent: text });
  }

  // The key figures of a place in a table, one for each segment, and what must be known before they are believed.
  async function figures(place, { table, key, name, per, note }, words) {
    const { cells, columns, currency, dimensions, small_below: enough } = await (await fetch(new URL(`data/${table}.json`, home))).json();
    const rows = new Map();
    const few = new Set(); // segments with few people behind their figures
    const counts = columns.filter(({ kind }) => kind === "count").map(({ id }) => id);
    const money = moneyOf(cells.filter(({ column }) => key.includes(column)), currency);
    for (const cell of cells.filter(({ region }) => region === place.id)) {
      const segment = Object.values(cell.values).join("-");
      if (key.includes(cell.column)) rows.set(segment, [...rows.get(segment) ?? [], cell]);
      if (counts.includes(cell.column) && cell.low !== null && cell.low < enough) few.add(segment);
    }
    const told = [...rows].slice(0, ROWS).map(([segment, row]) => {
      const labels = dimensions.map(({ id, values }) => values.find((value) => value.id === row[0].values[id]).label);
      const anchor = [place.id, segment, row[0].column].filter(Boolean).join("-");
      const label = labels.length ? `${labels.join(", ")} — ` : "";
      return [label, linked(`salaries/${table}/#${anchor}`, figure(row, money, words)), few.has(segment) ? ` (${words.few})` : ""];
    });
    if (!told.length) return [];
    const line = element("p");
    line.append(`${name}: `, ...told.flatMap((parts, index) => index ? ["; ", ...parts] : parts), ` ${per}`);
    if (rows.size > ROWS) line.append(" · ", linked(`salaries/${table}/#table`, "…"));
    const notes = new Set([note, ...[...rows.values()].flat().map((cell) => cell.note).filter(Boolean)]);
    return [line, Object.assign(element("p", "note"), { textContent: [...notes].join(" ") })];
  }

  async function answerOf({ role, place, tables }, words) {
    const lines = (await Promise.all(tables.map((table) => figures(place, table, words)))).flat();
    const head = element("p");
    head.append(linked(role.url, role.title), " · ", linked(place.url, place.title));
    return lines.length ? [head, ...lines] : [];
  }

  // --- a search box: `most` results at once, `told` hears of every search

  function enhance(box, most, told) {
    const input = box.querySelector("[name=q]");
    const status = box.querySelector("[role=status]");
    const groups = box.querySelector(".search-results");
    const more = box.querySelector(".search-more");
    const answers = box.querySelector(".search-answer");
    let turn = 0, timer;

    function show(list, count) {
      for (const group of groups.children) {
        group.hidden = true;
        group.lastElementChild.replaceChildren();
      }
      for (const one of list.slice(0, most)) {
        const folder = one.path.split("/")[0];
        const group = groups.querySelector(`[data-kind="${folder}"]`) ?? groups.querySelector('[data-kind=""]');
        if (group.hidden) groups.append(group);
        group.hidden = false;
        group.lastElementChild.append(item(one));
      }
      more.hidden = count <= most || box.matches("main .search");
      more.firstElementChild.search = new URLSearchParams({ q: input.value });
    }

    async function answer(pay, words, now) {
      const told = await Promise.all(pay.map((pair) => answerOf(pair, words).catch(() => [])));
      if (now !== turn) return;
      answers.replaceChildren(...told.flat());
      answers.hidden = !answers.hasChildNodes();
    }

    function say(kind, count, shown, instead) {
      groups.setAttribute("aria-busy", false);
      const text = kind ? status.dataset[kind].replace("{count}", format(count)).replace("{shown}", format(shown)) : "";
      status.textContent = instead ? `${status.dataset.instead.replace("{words}", instead)} ${text}` : text;
      box.querySelector(".search-none").hidden = kind !== "none" && kind !== "failed";
    }

    async function search() {
      const now = ++turn;
      const query = input.value.trim();
      told(query);
      if (!query) { show([], 0); answer([], {}, now); say(""); return; }
      const names = await namesOf(box);
      if (now !== turn) return;
      const { understood, entries, pay } = names?.find(query) ?? { understood: query, entries: [], pay: [] };
      answer(pay, names?.words, now);
      if (entries.length) show(listed(entries, []), entries.length);
      try {
        const ask = async (text) => now === turn ? fullText(box, text, most) : { count: 0, results: [] };
        const { count: inTexts, results, instead } = names ? await names.texts(query, understood, ask) : await ask(query);
        if (now !== turn) return;
        const list = listed(instead || understood === query ? entries : [], results);
        const count = Math.max(inTexts, list.length);
        show(list, count);
        say(!count ? "none" : Math.min(list.length, most) < count ? "first" : "found", count, Math.min(list.length, most), count ? instead : "");
      } catch {
        if (now === turn) { show(listed(entries, []), entries.length); say("failed"); }
      }
    }

    box.hidden = false;
    input.addEventListener("input", () => {
      groups.setAttribute("aria-busy", true);
      namesOf(box);
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    box.addEventListener("keydown", (event) => walk(event, [input, ...box.querySelectorAll(".search-answer a, .search-results section:not([hidden]) a")]));
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
  openSearch = async () => {
    opener ??= dialog();
    (await opener)();
  };
  if (own && location.protocol.startsWith("http")) openSearch = onPage(own);
  else if (own) document.querySelector(".without-search").hidden = false;
}
