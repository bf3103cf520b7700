// The list of contents follows the reader: the section that stands in the upper part of the window is the current one.
"use strict";

if (document.querySelector(".contents")) {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  const sections = [...links.keys()];
  const end = document.querySelector(".colophon");

  let reading = null;
  // the two observers are told in any order
  let ended = false;

  function mark() {
    const current = ended ? sections.at(-1) : reading;
    for (const [section, link] of links) {
      if (section === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // Which sections a line in the window's upper part touches; between two of them the earlier stays marked.
  const line = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) reading = entry.target;
    if (sections[0].getBoundingClientRect().top > innerHeight / 2) reading = null;
    mark();
  }, { rootMargin: "-25% 0% -74% 0%" });
  for (const section of sections) line.observe(section);

  // Where the page ends, short sections never come so high: the last one is read then.
  new IntersectionObserver(([entry]) => {
    ended = entry.isIntersecting;
    mark();
  }, { threshold: 0.9 }).observe(end);
}
