// <alur-checklist item text data-count>: tasks in a text can be ticked while one works. What is ticked stays on this phone.
import { accountHere } from "../../../base/ui/frontend/ts/offline/store";

const PLACE = "alur-ticks";

class AlurChecklist extends HTMLElement {
  private boxes: HTMLInputElement[] = [];

  connectedCallback(): void {
    this.boxes = [...this.querySelectorAll<HTMLElement>("li.task")].map((task) => boxOf(task));
    const ticked = this.read();
    this.boxes.forEach((box, place) => (box.checked = ticked.includes(place)));
    this.addEventListener("change", () => this.keep());
    this.querySelector("[data-act=again]")?.addEventListener("click", () => this.again());
    // Another tab of the same text.
    addEventListener("storage", ({ key }) => key === this.key && this.refresh());
    this.dataset["state"] = "ready";
    this.show();
  }

  /** Of this account, this item, and this text of it: another text begins anew. */
  private get key(): string {
    return `${this.place}${this.getAttribute("text") ?? ""}`;
  }

  private get place(): string {
    return `${PLACE}:${accountHere()}:${this.getAttribute("item") ?? ""}:`;
  }

  private read(): number[] {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => typeof each === "number") : [];
    } catch {
      return [];
    }
  }

  private keep(): void {
    const ticked = this.boxes.flatMap((box, place) => (box.checked ? [place] : []));
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.place)) localStorage.removeItem(key);
      if (ticked.length) localStorage.setItem(this.key, JSON.stringify(ticked));
    } catch {
      // Where nothing may be kept, it is ticked until the page is left.
    }
    this.show();
  }

  private refresh(): void {
    const ticked = this.read();
    this.boxes.forEach((box, place) => (box.checked = ticked.includes(place)));
    this.show();
  }

  private again(): void {
    this.boxes.forEach((box) => (box.checked = false));
    this.keep();
    this.boxes[0]?.focus();
  }

  private show(): void {
    const done = this.boxes.filter((box) => box.checked).length;
    const told = this.querySelector("[role=status]");
    if (told) told.textContent = (this.dataset["count"] ?? "").replace("{done}", String(done)).replace("{all}", String(this.boxes.length));
    this.querySelector<HTMLElement>("[data-act=again]")?.toggleAttribute("hidden", done === 0);
  }
}

/** Give a task its box, beside its words; tasks below it keep theirs. */
function boxOf(task: HTMLElement): HTMLInputElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  const label = document.createElement("label");
  const words = document.createElement("span");
  const own = [...task.childNodes].filter((each) => !(each instanceof HTMLUListElement || each instanceof HTMLOListElement));
  words.append(...own);
  label.append(box, words);
  task.prepend(label);
  return box;
}

customElements.define("alur-checklist", AlurChecklist);
