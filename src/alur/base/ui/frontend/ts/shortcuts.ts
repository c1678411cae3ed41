// Keys: g and a letter go to a page of the navigation, / to the search box, ? shows them all. Never while she writes,
// and not at all once she has switched them off on this device (WCAG 2.1.4).
import { show } from "./dialogs";

const OFF = "alur-keys-off";
const WAITS_MS = 1_500;
const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const HELP = "pintasan";

let goes = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (localStorage.getItem(OFF) || isBusy(event.target as Element)) return;
  if (pressed(event.key)) event.preventDefault();
});

/** A dialog or menu that is open has the keys for itself. */
const isBusy = (at: Element): boolean =>
  Boolean(at.closest(WRITING) ?? document.querySelector("dialog[open], [popover]:popover-open"));

/** Do what a key is for; tell whether it is for anything. */
function pressed(key: string): boolean {
  const isSecond = performance.now() - goes < WAITS_MS && goes > 0;
  goes = 0;
  if (isSecond) return go(key.toLowerCase());
  if (key === "g") goes = performance.now();
  else if (key === "?") show(HELP);
  else if (key === "/") return search();
  return key === "?";
}

function go(key: string): boolean {
  const link = [...document.querySelectorAll<HTMLAnchorElement>("a[data-key]")].find((each) => each.dataset["key"] === key);
  link?.click();
  return link !== undefined;
}

function search(): boolean {
  const fields = [...document.querySelectorAll<HTMLElement>("input[type=search]")];
  const field = fields.find((each) => each.checkVisibility());
  field?.focus();
  return field !== undefined;
}

const choice = document.querySelector<HTMLInputElement>("[data-keys]");
if (choice) {
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
