// Before the first paint: the colour scheme that the reader chose on an earlier visit.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen) document.documentElement.dataset.scheme = chosen;
} catch { /* storage is refused: the system's scheme stands */ }
