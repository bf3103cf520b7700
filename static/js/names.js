// The names of roles, places, skills and words, found as people type them: inflected, with one or two wrong letters, on
// another keyboard layout or in another alphabet. In: data/names.json. Out: `find(query)`: the entries that are meant,
// the query as it is understood, and the roles and places whose pay it asks for.

const WORD = /[\p{L}\p{N}+#]+/gu;
const MOST = 12; // entries
const ANSWERS = 3; // roles whose pay is told

export async function load(home) {
  const answer = await fetch(new URL("data/names.json", home));
  if (!answer.ok) throw new Error(answer.status);
  return names(await answer.json());
}

const replaced = (text, letters) => [...text].map((letter) => letters[letter] ?? letter).join("");

// How many letters are wrong, missing, superfluous or exchanged; more than `limit` is not counted to the end.
function mistakes(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before = [], last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + !same);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        next[column] = Math.min(next[column], before[column - 2] + 1);
      }
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, last] = [last, next];
  }
  return last[other.length];
}

function names({ kinds, pay, words, rules }) {
  const endings = new RegExp(`(?<=...)(?:${rules.endings})$`, "u");
  const reversed = (keys) => Object.fromEntries(Object.entries(keys).map(([key, letter]) => [letter, key]));
  const layouts = rules.keys.flatMap((keys) => [keys, reversed(keys)]);
  const folded = (text) => replaced(text.toLowerCase().normalize("NFC"), rules.same);
  const wordsOf = (text) => folded(text).match(WORD) ?? [];
  const stem = (word) => word.replace(endings, "");
  // A name of three letters keeps two.
  const shortEndings = new RegExp(`(?<=^..)(?:${rules.endings})$`, "u");
  const isSame = (word, name) => stem(word) === stem(name)
    || (name.length === 3 && name !== name.replace(shortEndings, "") && word.replace(shortEndings, "") === name.replace(shortEndings, ""));
  const ends = new Set(["", ...rules.endings.split("|")]);
  const changes = rules.changes.map((group) => group.split(" "));
  const latin = (word) => replaced(word, rules.latin);

  const entries = Object.entries(kinds).flatMap(([kind, { address, names }]) => names.map(([id, title, ...others]) => ({
    kind, id, title, url: address.replace("{id}", id),
    names: [title, ...others].map((name) => ({ text: wordsOf(name).join(" "), words: wordsOf(name) })),
  })));
  const known = new Map(); // every word of a name, and how many names have it
  for (const word of entries.flatMap((entry) => entry.names.flatMap((name) => name.words))) known.set(word, (known.get(word) ?? 0) + 1);
  const stems = new Set([...known.keys()].map(stem));

  // --- what was meant

  const isKnown = (word) => stems.has(stem(word)) || [...known.keys()].some((name) => begins(word, name));

  // One mistake in a word of four letters, two in one of eight whose first letter is right.
  const allowed = (word, name) => word.length < 4 ? 0 : word.length < 8 || word[0] !== name[0] ? 1 : 2;

  function difference(one, other) {
    const limit = allowed(one, other);
    const apart = mistakes(one, other, limit);
    return apart > limit ? Infinity : apart;
  }

  function nearest(word) {
    let best, least = Infinity;
    for (const [name, count] of known) {
      const isOtherAlphabet = /[a-z]/.test(word) !== /[a-z]/.test(name);
      const [one, other] = isOtherAlphabet ? [latin(word), latin(name)] : [word, name];
      const begun = one.length > 4 ? difference(one, other.slice(0, one.length)) + 0.5 : Infinity;
      const apart = Math.min(difference(one, other), difference(stem(one), stem(other)), begun) - Math.min(count, 99) / 1000;
      if (apart < least) [best, least] = [name, apart];
    }
    return best;
  }

  function meant(token) {
    const own = wordsOf(token);
    if (own.every(isKnown)) return own;
    for (const letters of layouts) {
      const typed = wordsOf(replaced(token.toLowerCase(), letters));
      if (typed.length && typed.every(isKnown)) return typed;
    }
    return own.map((word) => isKnown(word) ? word : nearest(word) ?? word);
  }

  // --- what is found

  const begins = (word, name) => isSame(word, name) || name.startsWith(word);
  const isNamed = (name, asked) => name.words.every((word) => asked.some((one) => isSame(one, word)));
  const inName = (name, asked) => asked.filter((one) => name.words.some((word) => begins(one, word))).length;

  // How well a name answers, 0 best; Infinity: not at all.
  function rank(name, asked) {
    const named = isNamed(name, asked), missed = asked.length - inName(name, asked), text = asked.join(" ");
    const all = asked.length > 0 && !missed;
    if (name.text === text) return 0;
    if (named && all) return 1;
    if (all && name.text.startsWith(text)) return 2;
    if (named) return 3 - name.words.length / 100;
    if (all) return 4;
    return missed === 1 && asked.length > 3 ? 5 : Infinity; // of a longer query, one word is not in the name
  }

  function ranked(asked, among = entries) {
    return among
      .map((entry) => ({ entry, rank: Math.min(...entry.names.map((name, index) => rank(name, asked) + (index ? 0.5 : 0))) }))
      .filter(({ rank }) => rank < Infinity)
      .sort((one, other) => one.rank - other.rank || one.entry.title.length - other.entry.title.length)
      .map(({ entry }) => entry);
  }

  // The pay that is asked for: of the roles that are named beside a place, or meant by the other words.
  function askedPay(asked) {
    const isWhole = (entry, words) => entry.names.some((name) => isNamed(name, words));
    const place = entries.find((entry) => entry.kind === "regions" && isWhole(entry, asked));
    if (!place) return [];
    const [name] = place.names.filter((name) => isNamed(name, asked));
    const rest = asked.filter((one) => !name.words.some((word) => isSame(one, word)));
    const paid = entries.filter((entry) => entry.kind === "roles" && entry.id in pay);
    const words = paid.flatMap((role) => role.names.flatMap((name) => name.words));
    const whole = paid.filter((role) => isWhole(role, rest));
    const roles = whole.length ? whole : ranked(rest.filter((one) => words.some((word) => begins(one, word))), paid);
    return roles.slice(0, ANSWERS).map((role) => ({ role, place, tables: pay[role.id] }));
  }

  // --- what else a word may look like in a text

  // The other stems of a word whose stem changes.
  function otherStems(word) {
    const others = changes.flatMap((group) => group.flatMap((it) => {
      const at = word.lastIndexOf(it);
      return at >= 0 && ends.has(word.slice(at + it.length)) ? group.filter((other) => other !== it).map((other) => word.slice(0, at) + other) : [];
    }));
    return [...new Set(others)].filter((it) => it.length > 2);
  }

  // What to look for where a text is not found: the stems of its words, then those with another stem of one of them.
  function others(text) {
    const words = wordsOf(text), own = words.map(stem);
    const changed = words.flatMap((word, at) => otherStems(word).map((it) => own.with(at, it)));
    return [own, ...changed].map((stems) => stems.join(" "));
  }

  // Whether a word of a text is a form of one that was asked for; whether it has most of its letters at least.
  const isForm = (word, text) => begins(word, text) || text.startsWith(stem(word));
  const isNear = (word, text) => isForm(word, text) || text.startsWith(word.slice(0, Math.max(3, Math.ceil(word.length * 2 / 3))));

  // Whether a word of a text only begins like a short one of several that were asked for.
  function isStray(text, words) {
    const isShort = (word) => stem(word).length < 4;
    const isMeant = (word) => word.length < 3 ? word === text : isShort(word) ? begins(word, text) : isForm(word, text);
    return words.length > 1 && words.some((word) => isShort(word) && text.startsWith(stem(word))) && !words.some(isMeant);
  }

  // The pages in whose text a query is found. Where a word is not known, Pagefind takes those with its first letters,
  // however few.
  async function pages(query, fullText) {
    const words = wordsOf(query);
    const { count, results } = await fullText(query);
    const has = ({ matched }, isSo, word) => matched.flatMap(wordsOf).some((text) => isSo(word, text));
    const kept = results.filter((result) => words.some((word) => has(result, isNear, word)));
    const hasAll = (isSo) => words.every((word) => kept.some((result) => has(result, isSo, word)));
    const told = kept.map((result) => ({ ...result, matched: result.matched.filter((it) => wordsOf(it).some((text) => !isStray(text, words))) }));
    const inAll = kept.length < results.length ? kept.length : count;
    return { results: told, count: inAll, hasAll: hasAll(isForm), isExact: count > 0 && hasAll(begins) };
  }

  // The pages in whose text a query is found: as typed, as understood (`instead`), or with other forms of its words.
  async function texts(query, understood, fullText) {
    let found = await pages(query, fullText);
    const instead = understood !== query && !found.hasAll && understood;
    if (instead) found = await pages(instead, fullText);
    for (const other of others(query)) {
      if (found.isExact) break;
      const more = await pages(other, fullText);
      if (more.isExact || !found.count) found = more;
    }
    return { ...found, instead };
  }

  return {
    words,
    texts,
    find(query) {
      const tokens = query.split(/\s+/).filter(Boolean);
      const understood = tokens.map((token) => {
        const words = meant(token);
        return words.join(" ") === wordsOf(token).join(" ") ? token : words.join(" ");
      }).join(" ");
      const asked = wordsOf(understood);
      return { understood, entries: asked.length ? ranked(asked).slice(0, MOST) : [], pay: askedPay(asked) };
    },
  };
}
