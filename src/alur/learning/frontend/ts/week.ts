// <alur-week list data-…>: takes along what is due and what is begun, one after the other, and says how it went.
import { changed } from "../../../base/ui/frontend/ts/offline/changes";
import { takeFrom } from "../../../base/ui/frontend/ts/offline/take";

interface OfWeek {
  page: string;
  title: string;
}

class AlurWeek extends HTMLElement {
  connectedCallback(): void {
    if (!("serviceWorker" in navigator) || !("caches" in window)) return;
    this.dataset["state"] = "ready";
    this.button?.addEventListener("click", () => void this.takeAll());
  }

  private get button(): HTMLButtonElement | null {
    return this.querySelector("button");
  }

  private say(name: string, facts: Record<string, string | number>): string {
    return Object.entries(facts).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, String(value)),
      this.dataset[name] ?? "",
    );
  }

  private set told(text: string) {
    const place = this.querySelector("[role=status]");
    if (place) place.textContent = text;
  }

  private async takeAll(): Promise<void> {
    const { button } = this;
    if (!button || button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(this.getAttribute("list") ?? "", { credentials: "same-origin" });
      await this.take(((await answer.json()) as { modules: OfWeek[] }).modules);
    } catch {
      this.told = this.say("failed", { titles: "–" });
    } finally {
      button.removeAttribute("aria-disabled");
      changed();
    }
  }

  private async take(modules: OfWeek[]): Promise<void> {
    const taken: string[] = [];
    const lost: string[] = [];
    for (const [place, { page, title }] of modules.entries()) {
      this.told = this.say("busy", { n: place + 1, total: modules.length });
      const isTaken = await takeFrom(page).then(
        () => true,
        () => false,
      );
      (isTaken ? taken : lost).push(title);
    }
    const told = [
      modules.length ? "" : this.say("none", {}),
      taken.length ? this.say("done", { titles: taken.join("; ") }) : "",
      lost.length ? this.say("failed", { titles: lost.join("; ") }) : "",
    ];
    this.told = told.filter(Boolean).join(" ");
  }
}

customElements.define("alur-week", AlurWeek);
