// Where tabs are wider than the screen, the page that one is on is in view, not behind the edge.
for (const tab of document.querySelectorAll<HTMLElement>(".tabs [aria-current]")) {
  const row = tab.closest<HTMLElement>(".tabs");
  if (row) row.scrollLeft += tab.getBoundingClientRect().right - row.getBoundingClientRect().right + row.clientWidth / 4;
}
