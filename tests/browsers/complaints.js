// Runs before a page's own scripts and notes what goes wrong in it.
"use strict";

window.complaints = [];

{
  const complain = (text) => window.complaints.push(String(text));

  addEventListener("error", ({ message, target }) => complain(message || `not loaded: ${target.src || target.href}`), true);
  addEventListener("unhandledrejection", (event) => complain(event.reason));
  document.addEventListener("securitypolicyviolation", (event) => complain(`forbidden: ${event.blockedURI}`));
  for (const level of ["error", "warn"]) console[level] = complain;
}
