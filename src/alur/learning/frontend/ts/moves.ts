// Between the screens of a module by swiping and by the arrow keys: as if the page's own links were used.
const FAR_PX = 60;
const EDGE_PX = 24; // where phones have gestures of their own
const LONG_MS = 800;
const BUSY = "input, textarea, select, dialog, [contenteditable], [popover]";

function move(step: "prev" | "next"): void {
  const wanted = step === "prev" ? "[rel=prev]" : "[rel=next], [data-onward]";
  const found = [...document.querySelectorAll<HTMLElement>(wanted)];
  found.find((each) => each.closest(".reader") && each.checkVisibility())?.click();
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const at = event.target as Element;
  if (at.closest(BUSY) || isScrolled(at)) return;
  move(event.key === "ArrowLeft" ? "prev" : "next");
});

let start: { x: number; y: number; at: number } | undefined;

addEventListener(
  "touchstart",
  ({ touches, target }) => {
    const touch = touches[0];
    const at = target as Element;
    start = undefined;
    if (!touch || touches.length > 1 || at.closest(BUSY) || isScrolled(at)) return;
    if (touch.clientX < EDGE_PX || touch.clientX > innerWidth - EDGE_PX) return;
    start = { x: touch.clientX, y: touch.clientY, at: performance.now() };
  },
  { passive: true },
);

addEventListener(
  "touchend",
  ({ changedTouches, touches }) => {
    const touch = changedTouches[0];
    if (!start || !touch || touches.length) return;
    const [across, along] = [touch.clientX - start.x, touch.clientY - start.y];
    const isQuick = performance.now() - start.at < LONG_MS;
    start = undefined;
    if (!isQuick || Math.abs(across) < FAR_PX || Math.abs(along) > Math.abs(across) / 2) return;
    if (getSelection()?.isCollapsed === false) return;
    move(across > 0 ? "prev" : "next");
  },
  { passive: true },
);

/** A wide table is scrolled sideways itself. */
function isScrolled(at: Element | null): boolean {
  for (let each = at; each && each !== document.body; each = each.parentElement) {
    if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible") return true;
  }
  return false;
}
