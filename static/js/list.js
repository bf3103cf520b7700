// Lists narrowed by words, group, skill and known pay, and put in the order of pay; where the page has one list, the
// choice is kept in the address.
"use strict";

{
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const lists = document.querySelectorAll(".listing:has(> .filters)");

  function set(listing) {
    const form = listing.querySelector(".filters");
    const status = form.querySelector("[role=status]");
    const controls = [...form.elements].filter((control) => control.name);
    const groups = [...listing.querySelectorAll(":scope > .group")];
    const entries = groups.flatMap((group) => [...group.querySelectorAll(":scope > :is(ul, dl, table > tbody) > *, tbody > tr")].map((row) => ({
      row,
      group,
      home: row.parentElement,
      text: fold(row.textContent),
      skills: (row.dataset.skills ?? "").split(" "),
      pay: "pay" in row.dataset ? Number(row.dataset.pay) : NaN,
    })));
    const ranked = entries[0].home.cloneNode(false); // all entries in the order of pay, without groups
    const fits = {
      find: (entry, words) => fold(words).split(/\s+/u).every((word) => entry.text.includes(word)),
      field: (entry, name) => entry.group.dataset.name === name,
      skill: (entry, id) => entry.skills.includes(id),
      pay: (entry) => !Number.isNaN(entry.pay),
      order: () => true,
    };
    const opened = new Set();

    const chosen = () => new Map([...new FormData(form)].filter(([, value]) => value.trim()));

    function matching(choice) {
      return entries.filter((entry) => [...choice].every(([name, value]) => fits[name](entry, value)));
    }

    // Each choice says how many entries it leaves, whatever else is chosen.
    function count(choice) {
      for (const control of controls.filter(({ name }) => ["field", "skill", "pay"].includes(name))) {
        const others = matching(new Map([...choice].filter(([name]) => name !== control.name)));
        const number = (value) => others.filter((entry) => fits[control.name](entry, value)).length;
        if (control.type === "checkbox") control.parentElement.querySelector("[data-count]").textContent = number("1");
        else for (const option of [...control.options].slice(1)) {
          option.dataset.name ??= option.textContent;
          option.textContent = `${option.dataset.name} (${number(option.value)})`;
          option.disabled = !number(option.value) && !option.selected;
        }
      }
    }

    function arrange(byPay) {
      if (byPay === ranked.isConnected) return;
      if (byPay) {
        groups[0].before(ranked);
        ranked.append(...entries.map(({ row, pay }) => ({ row, pay: Number.isNaN(pay) ? -1 : pay })).sort((a, b) => b.pay - a.pay).map(({ row }) => row));
      } else {
        ranked.remove();
        for (const { row, home } of entries) home.append(row);
      }
    }

    function show() {
      const choice = chosen();
      const kept = new Set(matching(choice));
      const byPay = choice.get("order") === "pay";
      const narrowed = [...choice.keys()].some((name) => name !== "order");
      arrange(byPay);
      const full = new Set([...kept].map(({ group }) => group));
      for (const group of groups) {
        group.hidden = byPay || !full.has(group);
        const number = group.querySelector(":scope > summary > .count");
        if (number) {
          number.dataset.all ??= number.textContent;
          number.textContent = narrowed ? [...kept].filter((entry) => entry.group === group).length : number.dataset.all;
        }
        if (group.localName === "details") {
          if (narrowed && !group.open) opened.add(group);
          if (narrowed) group.open = true;
          else if (opened.delete(group)) group.open = false;
        }
      }
      for (const entry of entries) entry.row.hidden = !kept.has(entry);
      count(choice);
      form.querySelector("[type=reset]").hidden = !choice.size;
      status.textContent = narrowed ? status.dataset.shown.replace("{count}", kept.size).replace("{all}", entries.length) : "";
      if (lists.length > 1) return;
      const query = new URLSearchParams([...choice]).toString();
      try { history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash); } catch { /* from disk */ }
    }

    function restore() {
      const asked = new URLSearchParams(location.search);
      for (const control of controls) {
        const value = asked.get(control.name) ?? "";
        if (control.type === "checkbox") control.checked = value === control.value;
        else if (control.localName === "input") control.value = value;
        else control.value = [...control.options].some((option) => option.value === value) ? value : "";
      }
    }

    if (lists.length === 1) restore();
    show();
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show)); // the controls are reset after this event
  }

  lists.forEach(set);
}
