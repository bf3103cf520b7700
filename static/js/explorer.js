// The explorer: what a role pays in one place, and where the reader stands. Its figures are those of the tables on the
// page (tables.js), its words those of the form, its picture is strip.js; its choices stand in the address.
"use strict";

{
  const form = document.getElementById("explorer");
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  const { known, gain, text } = figures;
  const write = (number) => figures.number.format(number);
  const out = Object.fromEntries([...form.querySelectorAll("[data-out]")].map((node) => [node.dataset.out, node]));
  const words = (name, facts = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (_, key) => facts[key]);

  // --- the tables of the page ---

  function explored(table) {
    const read = figures.read(table);
    const median = read.columns.findIndex((column) => column.kind === "median");
    return {
      ...read,
      points: read.columns.filter((column) => column.kind !== "band" && column.kind !== "mean"),
      asked: form.querySelector(`.asked[data-for="${table.dataset.table}"]`),
      median: median < 0 ? read.columns.findIndex((column) => /50/.test(column.id)) : median,
    };
  }

  const tables = {};
  for (const table of document.querySelectorAll(".pay-table[data-table]")) tables[table.dataset.table] = explored(table);

  // --- choices ---

  function fill(select, options, wanted) {
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
    select.value = options.some(([value]) => value === wanted) ? wanted : options[0][0];
    select.parentElement.hidden = options.length < 2;
  }

  function pairs(rows, key, name) {
    return [...new Map(rows.map((row) => [row[key], row[name]]))];
  }

  function offer(wanted) {
    const { rows, bands } = tables[form.role.value];
    fill(form.region, pairs(rows, "region", "name"), wanted.region);
    const segments = pairs(rows.filter((row) => row.region === form.region.value), "segment", "segmentName");
    fill(form.segment, segments, wanted.segment);
    const steps = bands.map((band) => [band.id, band.years ? `${band.years}: ${band.label}` : band.label]);
    fill(form.band, [["", form.dataset.all], ...steps], wanted.band);
    for (const asked of form.querySelectorAll(".asked")) asked.hidden = asked.dataset.for !== form.role.value;
  }

  function chosen() {
    const table = tables[form.role.value];
    const row = table.rows.find((r) => r.region === form.region.value && r.segment === form.segment.value);
    return { table, row, band: table.bands.findIndex((band) => band.id === form.band.value) };
  }

  // What is shown first: the row of which most is known.
  function fullest() {
    const filled = (row) => row.cells.filter((cell) => !cell.gap).length;
    const { region, segment } = tables[form.role.value].rows.reduce((best, row) => (filled(row) > filled(best) ? row : best));
    return { region, segment };
  }

  // --- answers ---

  const span = (low, high) => (low === high ? write(low) : `${write(low)} – ${write(high)}`);

  function range({ table, row, band }) {
    if (band >= 0) return row.cells[table.bands[band].index].text;
    const cells = (table.bands.length ? table.bands : table.points).map((column) => row.cells[column.index]);
    const edges = known(cells);
    if (!edges.length) return cells[0].text;
    const [low, high] = [Math.min(...edges), Math.max(...edges)];
    const more = cells.some((cell) => cell.low === high && cell.high === null);
    return more ? words("more", { amount: span(low, high) }) : span(low, high);
  }

  function medians({ table, row }) {
    if (table.median < 0) return [];
    return table.rows.filter((r) => r.segment === row.segment)
      .map((r) => ({ region: r.region, name: r.name, value: r.cells[table.median].low, gap: r.cells[table.median].gap }))
      .filter((r) => !r.gap && r.value !== null)
      .sort((a, b) => b.value - a.value);
  }

  function place(choice) {
    const all = medians(choice);
    const own = all.find((r) => r.region === choice.row.region);
    if (!own) return "";
    if (all.length < 2) return words("alone");
    const rank = all.findIndex((r) => r.value === own.value) + 1;
    return words(rank === 1 ? "first" : "place", { rank, all: all.length, share: percent.format(own.value / all[0].value), region: all[0].name });
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
    return [said, boxes(table, next.id).map(asks)];
  }

  // --- my position ---

  const boxes = (table, band) => [...(table.asked?.querySelectorAll(`[data-band="${band}"] input`) || [])];
  const asks = (box) => text(box.parentElement);
  const pay = () => Number(form.pay.value.replace(/\D/g, "")) || 0;

  function lies({ table, row }, amount) {
    const bands = table.bands.map((column) => ({ ...column, ...row.cells[column.index] })).filter((cell) => !cell.gap);
    const band = bands.findLast((cell) => amount >= (cell.low ?? 0) && amount <= (cell.high ?? Infinity));
    if (band) return words("in", { band: band.label });
    const columns = bands.length ? bands : table.points.map((column) => ({ ...column, ...row.cells[column.index] }));
    const points = columns.filter((cell) => cell.low !== null).sort((a, b) => a.low - b.low);
    if (!points.length || (!bands.length && points.length < 2)) return "";
    const below = points.findLast((cell) => (cell.high ?? cell.low) <= amount);
    const above = points.find((cell) => cell.low > amount);
    if (!below) return words("below");
    return above ? words("between", { low: below.label, high: above.label }) : words("beyond");
  }

  function against(choice, amount) {
    const all = medians(choice);
    const own = all.find((r) => r.region === choice.row.region);
    const said = [lies(choice, amount)];
    if (own) {
      const difference = amount - own.value;
      const name = difference > 0 ? "aboveMedian" : difference < 0 ? "belowMedian" : "atMedian";
      said.push(words(name, { amount: write(Math.abs(difference)) }));
    }
    if (all.length > 1) said.push(words("moreThan", { count: all.filter((r) => amount > r.value).length, all: all.length }));
    return said.filter(Boolean).join(" ");
  }

  function met({ table }) {
    if (!table.asked) return ["", []];
    const first = table.bands.findIndex((band) => boxes(table, band.id).some((box) => !box.checked));
    const label = table.bands[(first < 0 ? table.bands.length : first) - 1]?.label;
    const said = label ? words("met", { band: label }) : words("none");
    if (first < 0) return [`${said} ${words("everything")}`, []];
    const next = table.bands[first];
    return [`${said} ${words("missing", { band: next.label })}`, boxes(table, next.id).filter((box) => !box.checked).map(asks)];
  }

  function show() {
    const choice = chosen();
    if (!choice.row) return;
    const option = form.role.selectedOptions[0];
    const amount = pay();
    out.range.textContent = range(choice);
    out["pay-unit"].textContent = option.dataset.unit;
    out.unit.textContent = /\d/.test(out.range.textContent) ? option.dataset.unit : "";
    const median = choice.row.cells[choice.table.median];
    out.median.textContent = median ? median.text : words("unknown");
    out.place.textContent = place(choice);
    const [said, lines] = onward(choice);
    out.gain.textContent = said;
    list(out.asks, lines);
    out.lies.textContent = amount ? against(choice, amount) : "";
    const [verdict, lacking] = met(choice);
    out.met.textContent = verdict;
    list(out.lacking, lacking);
    drawStrip(out.strip, { ...choice, medians: medians(choice), amount });
    out.link.href = `#${address()}`;
  }

  // --- the address ---

  function address() {
    const facts = new URLSearchParams();
    for (const name of ["role", "region", "segment", "band"]) if (form[name].value) facts.set(name, form[name].value);
    if (pay()) facts.set("pay", pay());
    const { asked } = tables[form.role.value];
    const boxed = [...(asked?.querySelectorAll("input") || [])];
    if (boxed.some((box) => box.checked !== box.defaultChecked)) {
      facts.set("have", boxed.filter((box) => box.checked).map((box) => box.value).join("~"));
    }
    return facts.toString();
  }

  function restore() {
    const facts = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const wanted = Object.fromEntries(facts);
    if (tables[wanted.role]) form.role.value = wanted.role;
    offer(wanted.region ? wanted : { ...wanted, ...fullest() });
    form.pay.value = /^\d{1,12}$/.test(wanted.pay || "") ? write(wanted.pay) : "";
    const have = new Set((wanted.have || "").split("~"));
    for (const box of form.querySelectorAll("[name=have]")) {
      box.checked = facts.has("have") && !box.closest("[hidden].asked") ? have.has(box.value) : box.defaultChecked;
    }
    if (wanted.pay || facts.has("have")) form.querySelector(".position").open = true;
    show();
    if (wanted.region) form.scrollIntoView();
  }

  // Digits in groups as one types; the caret stays behind the digit that it stood behind.
  function group() {
    const field = form.pay;
    const before = field.value.slice(0, field.selectionStart).replace(/\D/g, "").length;
    const digits = field.value.replace(/\D/g, "").slice(0, 12);
    field.value = digits ? write(Number(digits)) : "";
    let caret = 0;
    for (let seen = 0; seen < before && caret < field.value.length; caret += 1) if (/\d/.test(field.value[caret])) seen += 1;
    field.setSelectionRange(caret, caret);
  }

  form.addEventListener("input", (event) => {
    if (event.target === form.role) {
      const there = form.role.selectedOptions[0];
      if (!tables[there.value]) { location.href = `${there.dataset.address}#region=${form.region.value}&segment=${form.segment.value}`; return; }
    }
    if (event.target === form.pay) group();
    if (event.target.matches("select")) offer(Object.fromEntries(new FormData(form)));
    show();
    history.replaceState(history.state, "", `#${address()}`);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  out.link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(history.state, "", out.link.href);
    navigator.clipboard?.writeText(location.href).then(() => { out.link.textContent = form.dataset.copied; }, () => {});
  });
  addEventListener("hashchange", () => location.hash.includes("=") && restore());

  if (Object.keys(tables).length) {
    form.hidden = false;
    restore();
  }
}
