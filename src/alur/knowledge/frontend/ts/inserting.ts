/** Put a text in the place of what is selected, so that the browser can undo it. */
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  // Old, and the one way that keeps what can be undone.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
