// <alur-luggage>: what this phone holds: modules taken along, and what waits to be sent, with why it was refused.
import { changed, onChange } from "../../../base/ui/frontend/ts/offline/changes";
import { send } from "../../../base/ui/frontend/ts/offline/sending";
import type { Ending } from "../../../base/ui/frontend/ts/offline/sending";
import { drop, letGo, owner, taken, waiting } from "../../../base/ui/frontend/ts/offline/store";
import type { Taken, Waiting } from "../../../base/ui/frontend/ts/offline/store";

const GONE = 410;

class AlurLuggage extends HTMLElement {
  connectedCallback(): void {
    onChange(() => void this.show());
    this.acting("send")?.addEventListener("click", () => void this.sendAll(true));
    const elsewhere = this.querySelector<HTMLElement>("[data-elsewhere]");
    if (elsewhere) elsewhere.hidden = location.pathname === this.getAttribute("path");
    void this.show()
      .then((count) => (count ? this.sendAll(false) : undefined))
      .then(() => this.leaveOut());
  }

  /** Show both lists and return how much waits. */
  private async show(): Promise<number> {
    const { account } = await owner();
    const [rows, forms] = await Promise.all([taken(account), waiting(account)]);
    this.list("taken", rows.map((row) => this.takenRow(row)));
    this.list("waiting", forms.map((form) => this.waitingRow(form)));
    const button = this.acting("send");
    if (button) button.hidden = !forms.length;
    return forms.length;
  }

  private list(name: string, lines: Node[]): void {
    this.querySelector(`[data-list=${name}]`)?.replaceChildren(...lines);
    const empty = this.querySelector<HTMLElement>(`[data-empty=${name}]`);
    if (empty) empty.hidden = lines.length > 0;
  }

  private takenRow(row: Taken): Node {
    const line = this.row("taken");
    const link = line.querySelector("a");
    if (link) Object.assign(link, { href: row.prefix, textContent: row.title });
    fill(line, "size", size(row.bytes));
    fill(line, "at", moment(row.at));
    line.querySelector("button")?.addEventListener("click", () => void this.letGo(row));
    return line;
  }

  private waitingRow(form: Waiting): Node {
    const line = this.row("waiting");
    const screen = /\/layar\/(\d+)$/.exec(form.path)?.[1];
    const kind = form.path.endsWith("/catatan") ? "note" : screen ? "screen" : "finish";
    const what = this.dataset[kind] ?? "";
    fill(line, "title", form.title);
    fill(line, "what", what.replace("{n}", screen ?? ""));
    fill(line, "at", moment(form.at));
    fill(line, "why", form.refused?.detail ?? "");
    line.classList.toggle("is-refused", Boolean(form.refused));
    const button = line.querySelector("button");
    if (button) button.hidden = !form.refused;
    button?.addEventListener("click", () => void this.discard(form));
    return line;
  }

  private row(name: string): HTMLElement {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-row=${name}]`);
    return template?.content.firstElementChild?.cloneNode(true) as HTMLElement;
  }

  private async letGo(row: Taken): Promise<void> {
    await letGo(row);
    changed();
  }

  /** What is offered no longer leaves the phone once there is a network to ask by. */
  private async leaveOut(): Promise<void> {
    if (!navigator.onLine) return;
    const { account } = await owner();
    for (const row of await taken(account)) {
      const answer = await fetch(row.page, { method: "HEAD", credentials: "same-origin" }).catch(() => undefined);
      if (answer?.status !== GONE) continue;
      await this.letGo(row);
      const told = document.createElement("p");
      told.textContent = (this.dataset["gone"] ?? "").replace("{title}", row.title);
      this.querySelector("[data-left-out]")?.append(told);
    }
  }

  private async discard(form: Waiting): Promise<void> {
    await drop([form.id]);
    changed();
  }

  private async sendAll(again: boolean): Promise<void> {
    const ending: Ending = navigator.onLine ? await send(again) : "no network";
    for (const each of this.querySelectorAll<HTMLElement>("[data-ending]")) {
      each.hidden = each.dataset["ending"] !== ending;
    }
  }

  private acting(act: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-act=${act}]`);
  }
}

function fill(line: HTMLElement, name: string, text: string): void {
  const place = line.querySelector<HTMLElement>(`[data-fill=${name}]`);
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
}

const language = (): string => document.documentElement.lang;

const moment = (text: string): string =>
  new Date(text).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });

const size = (bytes: number): string => {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${amount.toLocaleString(language(), { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`;
};

customElements.define("alur-luggage", AlurLuggage);
