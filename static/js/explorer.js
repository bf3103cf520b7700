// The explorer: what a role pays in one place, and where the reader stands. Its figures are those of the tables on the
// page, its words those of the form, its choices stand in the address.
"use strict";

{
  const form = document.getElementById("explorer");
  const language = document.documentElement.lang;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const minus = "\u2212";
  const out = Object.fromEntries([...form.querySelectorAll("[data-out]")].map((node) => [node.dataset.out, node]));
  const words = (name, facts = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (_, key) => facts[key]);
  const text = (node) => node.textContent.trim();

  // --- the tables of the page ---

  function read(table) {
    const heads = [...table.querySelectorAll("th[data-column]")];
    const columns = heads.map((head) => {
      const years = head.querySelector("small");
      const label = years ? text(head).slice(0, -text(years).length).trim() : text(head);
      return { id: head.dataset.column, kind: head.dataset.kind, label, years: years ? text(years) : "" };
    });
    let region = "";
    const rows = [];
    for (const row of table.querySelectorAll("tbody tr")) {
      const head = row.querySelector("th");
      if (!row.dataset.region) { region = text(head); continue; }
      const name = text(head.querySelector("a:not(small a)") || head);
      rows.push({
        region: row.dataset.region,
        segment: row.dataset.segment || "",
        name: row.dataset.segment ? region : name,
        segmentName: row.dataset.segment ? text(head.firstChild) : "",
        cells: [...row.querySelectorAll("td")].map((cell) => {
          const [low, high] = cell.dataset.pay.split(" ").map((edge) => (edge === "-" ? null : Number(edge)));
          return { low, high, gap: cell.classList.contains("gap"), text: text(cell) };
        }),
      });
    }
    const median = columns.findIndex((column) => column.kind === "median");
    const bands = columns.map((column, index) => ({ ...column, index })).filter((column) => column.kind === "band");
    const points = columns.map((column, index) => ({ ...column, index }))
      .filter((column) => column.kind !== "band" && column.kind !== "mean");
    const asked = form.querySelector(`.asked[data-for="${table.dataset.table}"]`);
    return { columns, rows, bands, points, asked, median: median < 0 ? columns.findIndex((c) => /50/.test(c.id)) : median };
  }

  const tables = {};
  for (const table of document.querySelectorAll(".pay-table[data-table]")) tables[table.dataset.table] = read(table);

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

  const known = (cells) => cells.flatMap((cell) => [cell.low, cell.high]).filter((edge) => edge !== null);
  const span = (low, high) => (low === high ? format.format(low) : `${format.format(low)} – ${format.format(high)}`);

  function range({ table, row, band }) {
    if (band >= 0) return row.cells[table.bands[band].index].text;
    const edges = known((table.bands.length ? table.bands : table.points).map((column) => row.cells[column.index]));
    return edges.length ? span(Math.min(...edges), Math.max(...edges)) : row.cells[(table.bands[0] || table.points[0]).index].text;
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

  function signed(number) {
    return (number < 0 ? minus : "+") + format.format(Math.abs(number));
  }

  function gain(before, after) {
    if (before.gap || after.gap) return "";
    const ends = ["low", "high"].filter((end) => before[end] !== null && after[end] !== null)
      .map((end) => after[end] - before[end]).sort((a, b) => a - b);
    if (!ends.length) return "";
    return ends[0] === ends.at(-1) ? signed(ends[0]) : `${signed(ends[0])} – ${format.format(ends.at(-1))}`;
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
      said.push(words(name, { amount: format.format(Math.abs(difference)) }));
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

  // --- the picture ---

  function draw(name, attributes, label) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (label !== undefined) node.textContent = label;
    return node;
  }

  function strip(choice, amount) {
    const { table, row, band } = choice;
    const all = medians(choice);
    const own = all.find((r) => r.region === row.region);
    const end = 1.06 * Math.max(amount, ...known(row.cells), ...all.map((r) => r.value), 1);
    const at = (value) => `${((100 * value) / end).toFixed(2)}%`;
    const anchor = (value) => (value > 0.8 * end ? "end" : value < 0.2 * end ? "start" : "middle");
    const level = (index) => 1 + Math.round((3 * index) / Math.max(1, table.bands.length - 1));
    const drawn = [draw("line", { class: "strip-axis", x1: 0, x2: "100%", y1: 60, y2: 60 })];
    for (const { value } of all) drawn.push(draw("line", { class: "strip-region", x1: at(value), x2: at(value), y1: 54, y2: 66 }));
    const stretch = (low, high, facts) => draw("rect", { x: at(low), width: at(Math.max(high - low, end / 200)), y: 28, height: 16, ...facts });
    const beside = (from, to, middle) => { // a numeral stands beside the median, not behind it
      if (!(middle > from && middle < to)) return [from, to];
      return middle - from > to - middle ? [from, middle] : [middle, to];
    };
    const solid = table.bands.map((column, index) => ({ ...row.cells[column.index], index, label: column.id }))
      .filter((cell) => !cell.gap);
    for (const { low, high, index, label } of solid) {
      const [from, to] = [low ?? 0, high ?? end];
      drawn.push(stretch(from, to, { class: `band-${level(index)}${index === band ? " chosen" : ""}` }));
      if (to - from > end / 25 && label.length < 5) {
        const [left, right] = beside(from, to, own?.value);
        drawn.push(draw("text", { class: `label-${level(index)}`, x: at((left + right) / 2), y: 40, "text-anchor": "middle" }, label));
      }
    }
    if (!table.bands.length) {
      const edges = known(table.points.map((column) => row.cells[column.index]));
      if (edges.length > 1) drawn.push(stretch(Math.min(...edges), Math.max(...edges), { class: "span" }));
    } else if (!solid.length) drawn.push(stretch(0, end, { class: "gap-part", fill: "url(#hatch-explorer)" }));
    if (own) {
      drawn.push(draw("rect", { class: "median", x: at(own.value), width: 3, y: 22, height: 46 }));
      drawn.push(draw("text", { class: "strip-own", x: at(own.value), y: 16, "text-anchor": anchor(own.value) }, `${own.name} ${format.format(own.value)}`));
    }
    // The ends of the row of regions; on a phone their names stand in two lines.
    const tight = out.strip.clientWidth < 480;
    const ends = all.length > 1 ? [all[0], all.at(-1)] : [];
    ends.forEach((r, index) => {
      if (r.region === row.region) return;
      const facts = { x: at(r.value), y: tight && index ? 104 : 86, "text-anchor": anchor(r.value) };
      drawn.push(draw("text", facts, `${r.name} ${format.format(r.value)}`));
    });
    if (amount) drawn.push(draw("rect", { class: "dot dot-3", x: at(amount), width: 9, height: 9, y: 47.5 }));
    out.strip.replaceChildren(...drawn);
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
    strip(choice, amount);
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
    form.pay.value = /^\d{1,12}$/.test(wanted.pay || "") ? format.format(wanted.pay) : "";
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
    field.value = digits ? format.format(Number(digits)) : "";
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
