// The explorer: what a role pays in one place, and where the reader stands. Its figures are those of the tables on the
// page (tables.js), its words those of the form, its picture is strip.js; its choices stand in the address.
"use strict";

{
  const form = document.getElementById("explorer");
  const texts = document.getElementById("explorer-words").dataset;
  const { lang } = document.documentElement;
  const percent = new Intl.NumberFormat(lang, { style: "percent" });
  const { known, gain, text } = figures;
  const write = (number) => tables[form.role.value].number.format(number);
  const count = (number) => figures.number.format(number);
  const out = Object.fromEntries([...form.querySelectorAll("[data-out]")].map((node) => [node.dataset.out, node]));
  const words = (name, facts = {}) => texts[name].replace(/\{(\w+)\}/g, (_, key) => facts[key]);

  // --- the tables of the page ---

  function explored(table) {
    const read = figures.read(table);
    const facts = form.querySelector(`option[value="${table.dataset.table}"]`).dataset;
    const currency = { style: "currency", currency: facts.currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: read.places, maximumFractionDigits: Math.max(2, read.places) };
    return {
      ...read,
      facts,
      points: read.columns.filter((column) => facts.points.split(" ").includes(column.id)),
      asked: form.querySelector(`.asked[data-for="${table.dataset.table}"]`),
      // by which regions are compared; -1: nothing is
      key: read.columns.findIndex((column) => column.id === facts.key),
      mark: facts.mark,
      money: (amount) => new Intl.NumberFormat(lang, currency).format(amount),
      lowest: Math.min(...known(read.rows.flatMap((row) => row.cells))),
      dimensions: facts.dimensions?.split(" ") || (read.rows.some((row) => row.segment) ? ["segment"] : []),
    };
  }

  const selects = [...form.querySelectorAll(".choices select")].filter((select) => !["role", "region", "band"].includes(select.name));
  const tables = {};
  for (const table of document.querySelectorAll(".pay-table[data-table]")) tables[table.dataset.table] = explored(table);

  // --- choices ---

  function fill(select, options, wanted) {
    figures.fill(select, options);
    select.value = options.some(([value]) => value === wanted) ? wanted : options[0][0];
    select.parentElement.hidden = options.length < 2;
  }

  function offer(wanted) {
    const { rows, bands, dimensions } = tables[form.role.value];
    fill(form.region, [...new Map(rows.map((row) => [row.region, [row.region, row.name, row.within, row.withinName]])).values()], wanted.region);
    for (const select of selects) select.parentElement.hidden = !dimensions.includes(select.name);
    let left = rows.filter((row) => row.region === form.region.value);
    dimensions.forEach((id, index) => {
      fill(form[id], [...new Map(left.map((row) => [row.values[index], row.labels[index]]))], wanted[id]);
      left = left.filter((row) => row.values[index] === form[id].value);
    });
    const steps = bands.map((band) => [band.id, band.years ? `${band.years}: ${band.label}` : band.label]);
    fill(form.band, [["", texts.all], ...steps], wanted.band);
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== form.role.value;
  }

  function chosen() {
    const table = tables[form.role.value];
    const segment = table.dimensions.map((id) => form[id].value).join(" ");
    const row = table.rows.find((r) => r.region === form.region.value && r.segment === segment);
    return { table, row, band: table.bands.findIndex((band) => band.id === form.band.value) };
  }

  // What is shown first: the row of the figure that the address leads to, or else that of which most is known.
  function first() {
    const filled = (row) => row.cells.filter((cell) => !cell.gap).length;
    const { rows, dimensions } = tables[form.role.value];
    const led = document.getElementById(location.hash.slice(1))?.closest("tr[data-region]")?.dataset;
    const { region, values } = led ? rows.find((row) => row.region === led.region && row.segment === (led.segment ?? ""))
      : rows.reduce((best, row) => (filled(row) > filled(best) ? row : best));
    return { region, ...Object.fromEntries(dimensions.map((id, index) => [id, values[index]])) };
  }

  // --- what is paid here ---

  // Words about the median, or else about the column that stands in for it, by its heading.
  const compared = ({ table }, name, facts) => words(table.mark === "median" ? name : `${name}Other`, { ...facts, column: table.facts.name });

  const span = (low, high) => (low === high ? write(low) : `${write(low)}\u00a0– ${write(high)}`);

  function range({ table, row, band }) {
    const bands = band >= 0 ? [table.bands[band]] : table.bands;
    const columns = [bands, table.points, table.columns.filter((column) => column.kind !== "count")].find((some) => some.length);
    const cells = columns.map((column) => row.cells[column.index]);
    const edges = known(cells);
    if (!edges.length) return cells[0].text;
    const [low, high] = [Math.min(...edges), Math.max(...edges)];
    const said = band >= 0 ? cells[0].text : span(low, high);
    // A band’s own words say already that its upper end is not known.
    const isOpen = (cell, index) => Math.max(cell.low, cell.high) === high && (cell.high === null ? band < 0 : columns[index].open);
    const more = cells.some(isOpen);
    return more ? words("more", { amount: said }) : said;
  }

  // Key figures of the regions that are compared, highest first; a top-coded one is its `value` or more.
  function keyFigures({ table, row }) {
    if (table.key < 0) return [];
    return table.rows.filter((r) => r.segment === row.segment && r.within === row.within) // a country is not ranked among its towns
      .map((r) => ({ region: r.region, name: r.name, value: r.cells[table.key].low, top: r.cells[table.key].high ?? Infinity }))
      .filter((r) => r.value !== null)
      .sort((a, b) => b.value - a.value || b.top - a.top);
  }

  const exact = (choice) => keyFigures(choice).filter((r) => r.top < Infinity);

  function place(choice) {
    const all = keyFigures(choice);
    const own = all.find((r) => r.region === choice.row.region);
    if (!own) return "";
    if (all.length < 2) return words("alone");
    const first = all.filter((r) => r.value > own.top).length + 1;
    const last = all.filter((r) => r.top >= own.value).length;
    const rank = first === last ? count(first) : `${count(first)}–${count(last)}`;
    const highest = Math.max(...all.map((r) => r.top));
    const name = highest < Infinity ? (own.value === highest ? "first" : "place") : (last === 1 ? "first" : "placeOnly");
    const share = Math.min(own.value / highest, 0.99); // 100% is the highest alone
    return compared(choice, name, { rank, all: count(all.length), share: percent.format(share), region: all[0].name });
  }

  function list(node, lines) {
    node.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    node.hidden = !lines.length;
  }

  function onward({ table, row, band }) {
    const next = band >= 0 ? table.bands[band + 1] : null;
    if (band < 0) return ["", []];
    if (!next) return [words("highest"), []];
    const added = gain(row.cells[table.bands[band].index], row.cells[next.index]);
    const said = added ? words("gain", { band: next.label, gain: added }) : words("gainUnknown", { band: next.label });
    return [said, [...(table.asked?.querySelectorAll(`[data-band="${next.id}"] :is(label, p)`) || [])].map(text)];
  }

  // --- what I am paid ---

  // The amount in the field; what it may mean where that is not certain, or where nobody is paid so little.
  function typed({ facts, lowest }) {
    const { amounts, sure } = readAmount(form.pay.value, { ...texts, ...facts });
    const likely = (amount) => amount >= lowest / 10;
    if (sure && likely(amounts[0])) return { amount: amounts[0], perhaps: [] };
    const perhaps = amounts.some(likely) ? amounts : amounts.map((amount) => 1000 * amount);
    return { amount: 0, perhaps: [...new Set(perhaps.filter(likely))], read: sure ? amounts[0] : 0 };
  }

  function askBack({ money }, { amount, perhaps, read }) {
    const asking = !amount && form.pay.value.trim();
    out.ask.textContent = asking ? words(perhaps.length ? (read ? "little" : "perhaps") : "unread", { amount: money(read) }) : "";
    out.perhaps.replaceChildren(...(asking ? perhaps : []).map((one) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: money(one) });
      button.addEventListener("click", () => { form.pay.value = write(one); form.pay.focus(); update(); });
      return button;
    }));
  }

  // How many people are behind the figures.
  function counted({ table, row }) {
    const said = table.columns.filter((column) => column.kind === "count" && !row.cells[column.index].gap)
      .map((column) => `${column.label}: ${row.cells[column.index].text}.`);
    return [...said, row.few ? out.counts.dataset.few : ""].join(" ").trim();
  }

  // The notes on the figures that are shown: those of the chosen band and of the key figure, or of the whole row.
  function noted({ table, row, band }) {
    const shown = band < 0 ? row.cells : [row.cells[table.bands[band].index], row.cells[table.key]];
    return [...new Set(shown.map((cell) => cell?.note).filter(Boolean))].map((hash) => text(document.querySelector(`${hash} dd`)));
  }


  const boxes = (table, band) => [...(table.asked?.querySelectorAll(`[data-band="${band}"] input`) || [])];
  const changed = ({ asked }) => [...(asked?.querySelectorAll("input") || [])].some((box) => box.checked !== box.defaultChecked);

  // How many bands, from the first, have no box that is not ticked.
  function reached(table) {
    const next = table.bands.findIndex((band) => boxes(table, band.id).some((box) => !box.checked));
    return next < 0 ? table.bands.length : next;
  }

  // The band that the reader's experience belongs to: by what is ticked, or else as chosen; -1 where neither says.
  const experience = ({ table, band }) => (changed(table) ? reached(table) - 1 : band);

  // A band called “Band IV” goes by its id in a sentence, any other by its heading.
  const called = ({ id, label }) => (label.split(/\s/).slice(1).at(-1) === id ? id : words("named", { label }));

  // A cell with its currency, where that comes before amounts or has one place behind: not in “ab 200.000”.
  function reach({ money, facts }, { low, high, text: said }) {
    if (facts.sign) return figures.priced(said, facts.sign);
    return low === null || high === null ? said : money(high).replace(write(high), said);
  }

  // Experience and pay side by side, in one sentence.
  function verdict(choice, amount) {
    const { table, row } = choice;
    const bands = table.bands.map((column) => ({ ...column, ...row.cells[column.index] }));
    const own = bands[experience(choice)];
    const paid = bands.findLast((cell) => !cell.gap && amount >= (cell.low ?? 0) && amount <= (cell.high ?? Infinity));
    const about = (cell) => ({ band: called(cell), range: reach(table, cell), paid: paid && called(paid) });
    if (!own) return paid ? words("in", about(paid)) : beside(choice, amount);
    if (own.gap) return `${words("lost", about(own))} ${paid ? words("in", about(paid)) : beside(choice, amount)}`;
    const below = (own.low ?? 0) - amount;
    const above = amount - (own.high ?? Infinity);
    if (below <= 0 && above <= 0) return words("as", about(own));
    const name = `${below > 0 ? "under" : "over"}${paid ? "" : "All"}`;
    const said = words(name, { ...about(own), amount: table.money(Math.max(below, above)) });
    return above > 0 && own.open ? `${said} ${words("open")}` : said;
  }

  // Where no band holds the amount: the figures of the row between which it lies.
  function beside({ table, row }, amount) {
    const columns = (table.bands.length ? table.bands : table.points).map((column) => ({ ...column, ...row.cells[column.index] }));
    const points = columns.filter((cell) => cell.low !== null).sort((a, b) => a.low - b.low);
    if (!points.length || (!table.bands.length && points.length < 2)) return "";
    const above = points.find((cell, index) => cell.low > amount || (index && index === points.length - 1 && cell.low === amount));
    const below = points.findLast((cell) => cell !== above && (cell.high ?? cell.low) <= amount);
    if (!below) return words("below");
    if (above) return words("between", { low: below.label, high: above.label });
    const ended = columns.every((cell) => !cell.gap && !cell.open && cell.high !== null);
    return ended ? words("beyond") : words("beyondOpen", { amount: table.money(Math.max(...known(points))) });
  }

  // The amount beside the medians of this region and of all.
  function against(choice, amount) {
    const own = exact(choice).find((r) => r.region === choice.row.region);
    const ranked = keyFigures(choice);
    const all = ranked.filter((r) => r.top < Infinity || amount <= r.value); // where it is certain what is more
    const said = [];
    if (own) {
      const name = amount > own.value ? "aboveMedian" : amount < own.value ? "belowMedian" : "atMedian";
      said.push(compared(choice, name, { amount: choice.table.money(Math.abs(amount - own.value)) }));
    }
    if (all.length > 1) {
      const less = all.filter((r) => amount > r.value).length;
      said.push(compared(choice, less === 0 ? "moreNowhere" : less === ranked.length ? "moreEverywhere" : "moreThan", { count: count(less), all: count(all.length) }));
    }
    return said.join(" ");
  }

  function met({ table }) {
    if (!table.asked) return ["", []];
    const next = table.bands[reached(table)];
    const own = table.bands[reached(table) - 1];
    const said = own ? words("met", { band: own.label }) : words("none");
    if (!next) return [said, []];
    return [`${said} ${words("missing", { band: next.label })}`, boxes(table, next.id).filter((box) => !box.checked).map((box) => text(box.parentElement))];
  }

  function show() {
    const choice = chosen();
    if (!choice.row) return;
    const { table } = choice;
    const { unit, sign, period } = table.facts;
    const pay = typed(table);
    const { amount } = pay;
    out.range.textContent = figures.priced(range(choice), sign);
    out.unit.textContent = /\d/.test(out.range.textContent) ? (sign ? period : unit) : "";
    out["pay-unit"].textContent = amount ? words("read", { amount: table.money(amount), period }) : unit;
    askBack(table, pay);
    const key = choice.row.cells[table.key];
    out.key.parentElement.hidden = !key;
    out.key.textContent = key ? key.text : "";
    out["key-name"].textContent = choice.band < 0 ? table.facts.name : words("ofAll", { column: table.facts.name });
    out.place.textContent = place(choice);
    const [said, lines] = onward(choice);
    out.gain.textContent = said;
    list(out.asks, lines);
    if (out.counts) out.counts.textContent = counted(choice);
    if (out.notes) list(out.notes, noted(choice));
    out.lies.textContent = amount ? verdict(choice, amount) : "";
    out.against.textContent = amount ? against(choice, amount) : "";
    out.lies.parentElement.hidden = !amount;
    const [ticked, lacking] = met(choice);
    out.met.textContent = ticked;
    list(out.lacking, lacking);
    drawStrip(out.strip, { ...choice, regions: exact(choice), amount, me: texts.me });
    out.link.href = `#${address(amount)}`;
  }

  // --- the address ---

  function address(amount) {
    const facts = new URLSearchParams();
    const table = tables[form.role.value];
    for (const name of ["role", "region", ...table.dimensions, "band"]) if (form[name].value) facts.set(name, form[name].value);
    if (amount) facts.set("pay", amount);
    if (changed(table)) facts.set("have", [...table.asked.querySelectorAll(":checked")].map((box) => box.value).join("~"));
    return facts.toString();
  }

  function restore() {
    const facts = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const wanted = Object.fromEntries(facts);
    if (tables[wanted.role]) form.role.value = wanted.role;
    offer(wanted.region ? wanted : { ...wanted, ...first() });
    form.pay.value = /^\d{1,12}(\.\d\d?)?$/.test(wanted.pay || "") ? write(wanted.pay) : "";
    const have = new Set((wanted.have || "").split("~"));
    for (const box of form.querySelectorAll("[name=have]")) {
      box.checked = facts.has("have") && !box.closest("[hidden].asked") ? have.has(box.value) : box.defaultChecked;
    }
    if (facts.has("have")) form.querySelector(".position").open = true;
    show();
    if (wanted.region) form.scrollIntoView();
  }

  function update() {
    show();
    history.replaceState(history.state, "", out.link.href);
  }

  form.addEventListener("input", (event) => {
    if (event.target.matches("select")) offer(Object.fromEntries(new FormData(form)));
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  out.link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(history.state, "", out.link.href);
    navigator.clipboard?.writeText(location.href).then(() => { out.link.textContent = texts.copied; }, () => {});
  });
  addEventListener("hashchange", () => location.hash.includes("=") && restore());

  if (Object.keys(tables).length) {
    form.hidden = false;
    restore();
  }
}
