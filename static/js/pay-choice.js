// From a role and a place to the page where a reader's own pay is compared, in a guide of many salary tables.
"use strict";

for (const form of document.querySelectorAll(".pay-choice")) {
  const status = form.querySelector("[role=status]");
  let names;

  async function choose() {
    names ??= await titles.load(form);
    const role = titles.id(names.roles, form.role.value);
    const region = form.region && titles.id(names.regions, form.region.value);
    status.textContent = role ? "" : status.dataset.unknown;
    if (role) location.href = `${form.dataset.table.replace("ID", names.pay[role][0].table)}#${region ? `region=${region}` : "explorer"}`;
    else form.role.focus();
  }

  const leave = () => { form.hidden = true; }; // from disk nothing can be loaded: the lists below lead to every table
  form.hidden = false;
  form.addEventListener("focusin", () => titles.load(form).then((loaded) => { names = loaded; }).catch(leave), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose().catch(leave);
  });
}
