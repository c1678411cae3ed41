// <alur-take prefix page title stamp bytes standing>: takes a page and all below it along, and lets it go again.
import { changed, onChange } from "./changes";
import { pathOf } from "./sending";
import { accountHere, COPIES, letGo, noteTaken, taken, takenAt } from "./store";
import type { Taken } from "./store";

const CARRIED = "link[rel=stylesheet][href], script[src]";

/** What an <alur-take> on a page says of what it takes. */
interface Offered {
  root: string;
  page: string;
  name: string;
  stamp: string;
  standing: string;
  bytes: number;
}

const offered = (element: Element): Offered => {
  const said = (name: string): string => element.getAttribute(name) ?? "";
  return {
    root: pathOf(said("prefix")),
    page: said("page"),
    name: said("name"),
    stamp: said("stamp"),
    standing: said("standing"),
    bytes: Number(said("bytes")),
  };
};

/** Take something along, and note it once all of it is there. Throws when anything is missing. */
async function takeAlong({ root, page, name, stamp, standing, bytes }: Offered): Promise<void> {
  await copy(page);
  const at = new Date().toISOString();
  await noteTaken({ account: accountHere(), prefix: root, page, title: name, bytes, stamp, standing, at });
  // Asked once something is at stake, so that a browser short of room throws others' things away first.
  void navigator.storage?.persist?.();
}

/** Take along what a page offers to be taken; pages that offer nothing throw. */
export async function takeFrom(address: string): Promise<void> {
  const response = await fetched(address);
  const element = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("alur-take[stamp]");
  if (!element) throw new Error(address);
  await takeAlong(offered(element));
}

class AlurTake extends HTMLElement {
  private readonly root = pathOf(this.getAttribute("prefix") ?? "");

  connectedCallback(): void {
    if (!("serviceWorker" in navigator) || !("caches" in window)) return;
    if (this.hasAttribute("gone")) {
      void this.letGo();
      return;
    }
    this.acting("take")?.addEventListener("click", () => void this.take());
    this.acting("drop")?.addEventListener("click", () => void this.drop());
    onChange(() => void this.show());
    void this.refresh();
  }

  /** Bring what was taken along up to how far she is now, and to the words and screens of now. */
  private async refresh(): Promise<void> {
    const row = await this.row();
    if (row && row.stamp !== this.getAttribute("stamp")) await this.take();
    else if (row) await noteTaken({ ...row, standing: this.standing });
    await this.show();
  }

  private get standing(): string {
    return this.getAttribute("standing") ?? "";
  }

  private async row(): Promise<Taken | undefined> {
    return (await taken(accountHere())).find(({ prefix }) => prefix === this.root);
  }

  private async take(): Promise<void> {
    this.say("busy");
    try {
      await takeAlong(offered(this));
      await this.show();
      changed();
    } catch {
      this.say("failed");
    }
  }

  private async drop(): Promise<void> {
    await this.letGo();
    await this.show();
    this.acting("take")?.focus();
  }

  private async letGo(): Promise<void> {
    const row = await this.row();
    if (!row) return;
    await letGo(row);
    changed();
  }

  private async show(): Promise<void> {
    this.say((await this.row()) ? "taken" : "free");
  }

  private say(state: string): void {
    this.dataset.state = state;
  }

  private acting(act: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-act=${act}]`);
  }
}

/** Copy a page with all that it needs. Throws when anything is missing. */
async function copy(address: string): Promise<void> {
  const response = await fetch(address, { credentials: "same-origin", cache: "reload" });
  if (!response.ok || response.redirected) throw new Error(`${response.status}`);
  const text = await response.clone().text();
  const shown = new DOMParser().parseFromString(text, "text/html");
  const parts = [...shown.querySelectorAll(CARRIED)].map((each) => each.getAttribute("href") ?? each.getAttribute("src"));
  const sprite = shown.querySelector("use")?.getAttribute("href")?.split("#")[0];
  const files = shown.querySelector<HTMLElement>("[data-carried]")?.dataset["carried"]?.split(" ") ?? [];
  const copies = await caches.open(COPIES);
  for (const part of new Set([...parts, ...files, sprite])) {
    if (!part || !part.startsWith("/")) continue;
    const found = (await copies.match(part)) ?? (await fetched(part));
    await copies.put(part, found);
  }
  // Last, as it counts on all of the others.
  await copies.put(address, response);
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok || response.redirected) throw new Error(`${response.status}`);
  return response;
}

/** <alur-standing prefix standing>: a page of something that may be taken along, and how far she is by its word. */
class AlurStanding extends HTMLElement {
  connectedCallback(): void {
    const standing = this.getAttribute("standing");
    if (standing && "serviceWorker" in navigator) void this.note(standing);
  }

  private async note(standing: string): Promise<void> {
    const row = await takenAt(accountHere(), pathOf(this.getAttribute("prefix") ?? ""));
    if (row) await noteTaken({ ...row, standing });
  }
}

customElements.define("alur-take", AlurTake);
customElements.define("alur-standing", AlurStanding);
