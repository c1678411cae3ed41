// Dialogs: a button with data-opens="id" shows one, a button with data-closes or a press beside it shuts it.
document.addEventListener("click", ({ target }) => {
  const at = target as Element;
  const opener = at.closest<HTMLElement>("[data-opens]");
  if (opener) show(opener.dataset["opens"] ?? "");
  else if (at.closest("[data-closes]") || at instanceof HTMLDialogElement) at.closest("dialog")?.close();
});

/** Show the dialog of an id, over whatever menu it was opened from. */
export function show(id: string): void {
  document.querySelectorAll<HTMLElement>("[popover]:popover-open").forEach((menu) => menu.hidePopover());
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
