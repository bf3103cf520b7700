// An amount as people type it, by the rule of the salary tables' cells (careerguide/pay/money.py): what a cell reads as one
// amount is read, anything else is asked back.
"use strict";

// Returns the amounts that a text can mean, and whether it is certain that it means the only one. `words` has patterns of
// the words for thousand and million, and of the words and the signs for the currency that is expected, and how many decimals
// it has if they are more than two.
// biome-ignore lint/correctness/noUnusedVariables: explorer.js calls it
function readAmount(text, words) {
  const places = Number(words.places || 2);
  const unit = 10 ** places;
  const plain = text.replace(/\p{Cf}/gu, "").replace(/[\p{Pd}\u2212\u2026]|\.{2,}/gu, "-").replace(/\s+/g, " ").trim();
  const end = "(?![\\p{L}\\d_])\\.?";
  const currency = `(?:(?:${words.words})${end}|${words.signs})?`;
  const side = `${currency} ?(\\d+(?:[ .,'’]\\d+)*) ?(?:((?:${words.thousand})${end})|((?:${words.million})${end}))? ?${currency}`;
  const found = new RegExp(`${side}(?: ?-+ ?${side})?`, "iu").exec(plain);
  if (!found) return { amounts: [], sure: false };
  const [, first, k, m, last, lastK, lastM] = found;
  const multiplier = (thousand, million) => (million ? 1e6 : thousand ? 1000 : 1);
  const [times, lastTimes] = [multiplier(k, m), multiplier(lastK, lastM)];
  let amounts = numbers(first, times);
  if (last) {
    if (times === 1 && amounts[0] < 1000) amounts = numbers(first, lastTimes);
    amounts = [...amounts, ...numbers(last, lastTimes)];
  }
  return { amounts, sure: amounts.length === 1 && !last && found[0].trim() === plain };

  // The values of a number: two where it can be read in two ways, none where it is not grouped as numbers are.
  function numbers(number, by) {
    const split = /^([1-9]\d{0,2}([ '’.,])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,4}))?$/.exec(number)
      || /^([1-9]\d?(?:,\d\d)+,\d{3})()(?:\.(\d\d?))?$/.exec(number);
    const grouped = split?.[3]?.length === 3 && places < 3 ? null : split;
    const [, digits, mark, decimals] = grouped || /^(0|[1-9]\d*)()(?:[.,](\d+))?$/.exec(number) || [];
    if (!digits) return [];
    const value = Number(`${digits.replace(/\D/g, "")}.${decimals || 0}`) * by;
    const single = grouped && !decimals && digits.split(mark).length === 2;
    const values = single && (mark === "." || (mark === "," && (by > 1 || places > 2))) ? [value, value / 1000] : [value];
    return values.filter((one) => one > 0 && one <= 1e12 && Math.abs(one * unit - Math.round(one * unit)) < 1e-4);
  }
}
