// <alur-editor key unsaved refused>: what an editor does beyond its form: the preview follows the cursor, blocks are
// put in at it, and what could not be sent is kept in the browser and sent when the page is opened again. A button's act waits
// until what was typed before it is saved: sent on its own afterwards, it would look like somebody else's.
const RETRY_MS = 5_000;
type Sent = { successful: boolean; xhr: XMLHttpRequest };

class AlurEditor extends HTMLElement {
  private form: HTMLFormElement | null = null;
  private typedSince = false;
  private isUnsaved = false;
  private retry = 0;
  private isSaving = false;
  private waiting: HTMLElement | null = null;
  private isLeaving = false;

  connectedCallback(): void {
    this.form = this.querySelector("form");
    if (!this.form) return;
    void this.sendKept();
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("focusin", (event) => this.look(event.target));
    this.form.addEventListener("submit", (event) => this.act(event));
    this.addEventListener("click", (event) => this.clicked(event));
    // Of its form alone: other parts of the page ask for things of their own.
    this.form.addEventListener("htmx:beforeRequest", (event) => event.target === this.form && this.sends(event));
    this.form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target === this.form) this.sent((event as CustomEvent<Sent>).detail);
    });
    document.addEventListener("visibilitychange", this.leave);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.stay);
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.leave);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.stay);
  }

  private get place(): string {
    return `alur-draf-${this.getAttribute("key") ?? ""}`;
  }

  private get address(): string {
    return this.form?.getAttribute("hx-post") ?? "";
  }

  private values(): URLSearchParams {
    const found = new URLSearchParams();
    for (const [name, value] of new FormData(this.form ?? undefined)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") found.append(name, value);
    }
    return found;
  }

  private typed(): void {
    this.typedSince = this.isUnsaved = true;
    try {
      localStorage.setItem(this.place, this.values().toString());
    } catch {
      // A browser that keeps nothing; the server still does.
    }
  }

  private sends(event: Event): void {
    if (this.isLeaving) {
      event.preventDefault();
      return;
    }
    this.isSaving = true;
    this.typedSince = false;
  }

  private act(event: SubmitEvent): void {
    if (!this.isUnsaved) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    this.waiting = event.submitter;
    if (this.typedSince || !this.isSaving) this.save();
  }

  private sent({ successful, xhr }: Sent): void {
    clearTimeout(this.retry);
    this.isSaving = false;
    const waiting = this.waiting;
    if (successful) {
      this.isUnsaved = this.typedSince;
      if (this.typedSince) return;
      localStorage.removeItem(this.place);
      this.waiting = null;
      if (waiting) this.form?.requestSubmit(waiting);
      return;
    }
    this.waiting = null;
    const state = this.querySelector("#simpanan");
    // 422 says itself what is wrong.
    if (state && xhr.status !== 422) state.textContent = this.getAttribute(xhr.status ? "refused" : "unsaved") ?? "";
    if (!xhr.status) this.retry = window.setTimeout(() => this.save(), RETRY_MS);
  }

  private save(): void {
    this.form?.dispatchEvent(new CustomEvent("alur:save"));
  }

  private readonly leave = (): void => {
    if (this.isUnsaved) void this.post(this.values()).then((answer) => this.follow(answer), () => undefined);
  };

  private readonly stay = (): void => {
    this.isLeaving = false;
  };

  // The page may still be there after all; then it goes on from what was saved.
  private async follow(answer: Response): Promise<void> {
    const number = /name="revision" id="revision" value="(\d+)"/.exec(await answer.text())?.[1];
    const field = this.querySelector<HTMLInputElement>("#revision");
    if (answer.ok && number && field) field.value = number;
  }

  private post(values: URLSearchParams): Promise<Response> {
    const token = this.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    return fetch(this.address, { method: "POST", body: values, keepalive: true, headers: { "X-CSRFToken": token } });
  }

  private async sendKept(): Promise<void> {
    const kept = localStorage.getItem(this.place);
    if (!kept) return;
    try {
      const answer = await this.post(new URLSearchParams(kept));
      if (!answer.ok || answer.redirected) return;
      localStorage.removeItem(this.place);
      location.reload();
    } catch {
      // Still no connection: it stays for the next time.
    }
  }

  private look(target: EventTarget | null): void {
    const number = target instanceof HTMLElement ? target.dataset["screen"] : undefined;
    const field = this.form?.querySelector<HTMLInputElement>("input[name=layar]");
    if (!(target instanceof HTMLTextAreaElement) || !number || !field || field.value === number) return;
    field.value = number;
    this.save();
  }

  private clicked(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button") : null;
    if (button?.dataset["snippet"]) {
      event.preventDefault();
      this.insert(button.closest(".editor-screen")?.querySelector("textarea"), button.dataset["snippet"]);
    } else if (button?.dataset["line"]) {
      this.show(this.querySelector(`#teks-${button.dataset["screen"] ?? ""}`), Number(button.dataset["line"]));
    }
  }

  private insert(field: HTMLTextAreaElement | null | undefined, snippet: string): void {
    if (!field) return;
    const before = field.value.slice(0, field.selectionEnd).trimEnd();
    const after = field.value.slice(field.selectionEnd).trimStart();
    const text = `${before ? `${before}\n\n` : ""}${snippet}`;
    field.value = `${text}\n${after ? `\n${after}` : ""}`;
    field.focus();
    field.setSelectionRange(text.length, text.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private show(field: Element | null, line: number): void {
    if (!(field instanceof HTMLTextAreaElement)) return;
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }
}

customElements.define("alur-editor", AlurEditor);
