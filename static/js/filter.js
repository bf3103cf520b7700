// The list of roles narrowed by field, skill and known pay; the choice is kept in the address.
"use strict";

{
  const form = document.querySelector(".filters");
  const status = form.querySelector("[role=status]");
  const controls = [...form.elements].filter((control) => control.name);
  const roles = [...document.querySelectorAll(".role-list > li")].map((row) => ({
    row,
    section: row.closest("section"),
    field: row.closest("section").dataset.field,
    skills: row.dataset.skills.split(" "),
    pay: "pay" in row.dataset,
  }));
  const fits = {
    field: (role, name) => role.field === name,
    skill: (role, id) => role.skills.includes(id),
    pay: (role) => role.pay,
  };

  const chosen = () => new Map([...new FormData(form)].filter(([, value]) => value));

  function matching(choice) {
    return roles.filter((role) => [...choice].every(([name, value]) => fits[name](role, value)));
  }

  // Each choice says how many roles it leaves, whatever else is chosen.
  function count(choice) {
    for (const control of controls) {
      const others = matching(new Map([...choice].filter(([name]) => name !== control.name)));
      const number = (value) => others.filter((role) => fits[control.name](role, value)).length;
      if (control.type === "checkbox") control.parentElement.querySelector("[data-count]").textContent = number("1");
      else for (const option of [...control.options].slice(1)) {
        option.dataset.name ??= option.textContent;
        option.textContent = `${option.dataset.name} (${number(option.value)})`;
        option.disabled = !number(option.value) && !option.selected;
      }
    }
  }

  function show() {
    const choice = chosen();
    const kept = new Set(matching(choice));
    for (const { section } of roles) section.hidden = true;
    for (const role of roles) {
      role.row.hidden = !kept.has(role);
      if (!role.row.hidden) role.section.hidden = false;
    }
    count(choice);
    form.querySelector("[type=reset]").hidden = !choice.size;
    status.textContent = status.dataset.shown.replace("{count}", kept.size).replace("{all}", roles.length);
    const query = new URLSearchParams([...choice]).toString();
    try { history.replaceState(history.state, "", query ? `?${query}` : location.pathname); } catch { /* from disk */ }
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = asked.get(control.name) ?? "";
      if (control.type === "checkbox") control.checked = value === control.value;
      else control.value = [...control.options].some((option) => option.value === value) ? value : "";
    }
  }

  restore();
  show();
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show)); // the controls are reset after this event
}
