// The explorer's picture: one region's bands, its median (or what stands in for it) above those of all regions, and
// what the reader is paid.
"use strict";

// biome-ignore lint/correctness/noUnusedVariables: explorer.js calls it
function drawStrip(svg, { table, row, band, regions, amount, me }) {
  const { known } = figures;
  const { number } = table;
  const [numerals, levels] = [table.facts.numerals.split("\n"), table.facts.shades.split(" ")];
  const own = regions.find((r) => r.region === row.region);
  const end = 1.06 * Math.max(amount, ...known(row.cells), ...regions.map((r) => r.value), 1);
  const at = (value) => `${((100 * value) / end).toFixed(2)}%`;
  const anchor = (value) => (value > 0.8 * end ? "end" : value < 0.2 * end ? "start" : "middle");
  svg.replaceChildren();

  function draw(name, attributes, label = "") {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = label;
    svg.append(node);
    return node;
  }

  function stretch(low, high, look) {
    draw("rect", { x: at(low), width: at(Math.max(high - low, end / 200)), y: 28, height: 16, ...look });
  }

  // The longest stretch of a band on which nothing lies: neither another band nor the median.
  function clear({ from, to }, covers) {
    let edge = from;
    const stretches = [];
    for (const cover of [...covers].sort((a, b) => a.from - b.from)) {
      stretches.push([edge, Math.min(cover.from, to)]);
      edge = Math.max(edge, cover.to);
    }
    const length = ([start, stop]) => stop - start;
    const longest = [...stretches, [edge, to]].reduce((best, each) => (length(each) > length(best) ? each : best));
    return length(longest) > 0 ? longest : [from, to];
  }

  // Bands in layers: one that lies over others is lower than they are, so that all their ends are seen.
  function bands(solid) {
    let edge = 0; // where a band without a lower end begins
    const layers = [];
    for (const each of solid) {
      const [from, to] = [each.low ?? edge, each.high ?? end];
      const under = layers.filter((other) => other.from < to && from < other.to).map((other) => other.depth);
      layers.push({ ...each, from, to, depth: [0, 1].find((depth) => !under.includes(depth)) ?? 2 });
      edge = to;
    }
    layers.sort((a, b) => a.depth - b.depth);
    const median = own ? [{ from: own.value, to: own.value }] : [];
    layers.forEach(({ from, to, depth, place, numeral, level }, index) => {
      const look = { class: `band-${level}${place === band ? " chosen" : ""}`, y: 28 + 2 * depth, height: 16 - 4 * depth };
      stretch(from, to, look);
      const [start, stop] = clear({ from, to }, [...layers.slice(index + 1), ...median]);
      const label = { class: `label-${level}`, x: at((start + stop) / 2), y: 40, "text-anchor": "middle" };
      const drawn = draw("text", label, numeral);
      if (drawn.getComputedTextLength() > (svg.clientWidth * (stop - start)) / end) drawn.remove();
    });
  }

  // The ends of the row of regions; on a phone their names stand in two lines.
  function names() {
    const tight = svg.clientWidth < 480;
    const first = amount ? 122 : 104; // below the reader's own pay, if that is told
    [regions[0], regions.at(-1)].filter((r) => r.region !== row.region).forEach((r, index) => {
      const facts = { x: at(r.value), y: first + (tight ? 18 * index : 0), "text-anchor": anchor(r.value) };
      draw("text", facts, `${r.name} ${number.format(r.value)}`);
    });
  }

  // Round amounts below the axis, the first with its currency.
  function scale() {
    const least = end / (svg.clientWidth < 480 ? 3 : 6);
    const power = 10 ** Math.floor(Math.log10(least));
    const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= least);
    for (let value = 0; value < end; value += step) {
      draw("line", { class: "strip-axis", x1: at(value), x2: at(value), y1: 60, y2: 70 });
      draw("text", { class: "strip-tick", x: at(value), y: 84, "text-anchor": value > 0.92 * end ? "end" : value ? "middle" : "start" }, value ? number.format(value) : table.money(0));
    }
  }

  scale();
  draw("line", { class: "strip-axis", x1: 0, x2: "100%", y1: 60, y2: 60 });
  for (const { value } of regions) draw("line", { class: "strip-region", x1: at(value), x2: at(value), y1: 54, y2: 66 });
  const solid = table.bands.map((column, place) => ({ ...row.cells[column.index], place, numeral: numerals[place], level: levels[place] }))
    .filter((cell) => cell.low !== null || cell.high !== null);
  const points = table.points.map((column) => known([row.cells[column.index]])).filter((edges) => edges.length);
  const edges = points.flat();
  if (solid.length) bands(solid);
  else if (table.bands.length) stretch(0, end, { class: "gap-part", fill: "url(#hatch-explorer)" });
  else if (points.length > 1) stretch(Math.min(...edges), Math.max(...edges), { class: "span" });
  if (own) {
    if (table.mark === "median") draw("rect", { class: "median", x: at(own.value), width: 3, y: 22, height: 46 });
    else draw("circle", { class: table.mark, cx: at(own.value), cy: 36, r: 5 });
    draw("text", { class: "strip-own", x: at(own.value), y: 16, "text-anchor": anchor(own.value) }, `${own.name} ${number.format(own.value)}`);
  }
  if (regions.length > 1) names();
  if (!amount) return;
  draw("rect", { class: "dot dot-3", x: at(amount), width: 9, height: 9, y: 55.5 });
  draw("text", { class: "strip-own", x: at(amount), y: 102, "text-anchor": anchor(amount) }, me);
}
