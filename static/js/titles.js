// Fields that complete titles as one types: choices too long for a page. Their entries are loaded when one is first used.
"use strict";

// biome-ignore lint/correctness/noUnusedVariables: the scripts of such forms call it
const titles = {
  // Fills the lists of a form, each with the titles of its kind (data-kind); gives these by kind and id, and the file.
  async load(form) {
    const answer = await fetch(form.dataset.titles);
    if (!answer.ok) throw new Error(answer.status);
    const names = await answer.json();
    const byKind = {};
    for (const list of form.querySelectorAll("datalist")) {
      const { kind } = list.dataset;
      const chosen = names.kinds[kind].names.filter(([id]) => !("paid" in list.dataset) || id in names.pay);
      byKind[kind] = Object.fromEntries(chosen.map(([id, title]) => [id, title.replace(/\s/g, " ")]));
      list.replaceChildren(...Object.values(byKind[kind]).map((title) => new Option(title, title)));
    }
    return { ...byKind, pay: names.pay };
  },

  // The id of what is typed; undefined where nothing is called so.
  id: (byId, typed) => Object.keys(byId).find((id) => byId[id].toLowerCase() === typed.trim().toLowerCase()),
};
