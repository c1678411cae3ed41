// <alur-toolbar for>: buttons that put Markdown around what is selected in a field, or before each of its lines.
import { insert } from "./inserting";

class AlurToolbar extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-before]") : null;
      if (button && this.field) mark(this.field, button.dataset["before"] ?? "", button.dataset["after"] ?? "");
    });
  }

  private get field(): HTMLTextAreaElement | null {
    const found = document.getElementById(this.getAttribute("for") ?? "");
    return found instanceof HTMLTextAreaElement ? found : null;
  }
}

function mark(field: HTMLTextAreaElement, before: string, after: string): void {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const chosen = value.slice(start, end);
  const isLine = before.startsWith("\n") && !after;
  const sign = isLine ? before.slice(1) : before;
  const begins = start === 0 || value[start - 1] === "\n" ? "" : "\n";
  const text = isLine ? begins + chosen.split("\n").map((line) => sign + line).join("\n") : before + chosen + after;
  insert(field, text);
  const caret = start + text.length - (chosen || isLine ? 0 : after.length);
  field.setSelectionRange(caret, caret);
}

customElements.define("alur-toolbar", AlurToolbar);
