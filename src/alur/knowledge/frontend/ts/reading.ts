// <alur-reading seconds name><form>: sends its form once the page was seen for so long. A page in the background is not seen.
import { changed } from "../../../base/ui/frontend/ts/offline/changes";
import { sendLater } from "../../../base/ui/frontend/ts/offline/sending";
import { accountHere, keep } from "../../../base/ui/frontend/ts/offline/store";

const SECOND_MS = 1_000;
const FORBIDDEN_FROM = 400;

class AlurReading extends HTMLElement {
  private seen = 0;
  private timer: number | undefined;

  connectedCallback(): void {
    this.timer = setInterval(() => this.tick(), SECOND_MS);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    if (document.visibilityState !== "visible") return;
    this.seen += 1;
    if (this.seen <= Number(this.getAttribute("seconds"))) return;
    clearInterval(this.timer);
    void this.send();
  }

  private async send(): Promise<void> {
    const form = this.querySelector("form");
    if (!form) return;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.status < FORBIDDEN_FROM && !answer.redirected) this.tell("done");
    } catch {
      await this.wait(form);
    }
  }

  /** Without a network it goes the way of all forms that wait on this phone. */
  private async wait(form: HTMLFormElement): Promise<void> {
    if (!("serviceWorker" in navigator) || !accountHere()) return;
    const fields: Record<string, string[]> = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") fields[name] = [value];
    }
    const path = new URL(form.action).pathname;
    const title = this.getAttribute("name") ?? "";
    await keep({ id: crypto.randomUUID(), account: accountHere(), path, fields, at: new Date().toISOString(), title });
    await sendLater(navigator.serviceWorker.ready);
    changed();
    this.tell("waits");
  }

  private tell(word: string): void {
    const told = this.querySelector("[role=status]");
    if (told) told.textContent = this.dataset[word] ?? "";
  }
}

customElements.define("alur-reading", AlurReading);
