// <alur-offline account data-…>: whose phone this is, what waits to be sent, and signing out without leaving traces.
import { changed, onChange } from "./changes";
import { sendSoon, SIGN_OUT } from "./sending";
import { belongTo, clear, clearOthers, heard, owner, waiting } from "./store";

class AlurOffline extends HTMLElement {
  private readonly account = this.getAttribute("account") ?? "";
  private count = 1; // until it is known, as if something waited

  connectedCallback(): void {
    if (!("serviceWorker" in navigator) || !("locks" in navigator)) return;
    onChange(() => void this.show());
    addEventListener("online", () => void sendSoon());
    document.addEventListener("submit", (event) => this.onSubmit(event), { capture: true });
    void this.begin();
  }

  private async begin(): Promise<void> {
    const who = { account: this.account, language: document.documentElement.lang };
    if (await belongTo(who)) {
      await clearOthers(this.account);
      changed();
    }
    await this.show();
    if ((await waiting(this.account)).length) await sendSoon();
  }

  /** Show how much waits, and once what was sent has brought. */
  private async show(): Promise<void> {
    // Another tab may have signed out, or in as somebody else.
    if ((await owner()).account !== this.account) return;
    const forms = await waiting(this.account);
    this.count = forms.length;
    const link = this.querySelector("a");
    if (link) {
      link.hidden = !forms.length;
      const label = link.querySelector("span");
      if (label) label.textContent = this.said("waiting", forms.length);
      link.classList.toggle("is-refused", forms.some((form) => form.refused));
    }
    if (document.visibilityState !== "visible") return;
    for (const news of await heard(this.account)) {
      const told = new CustomEvent("alur:news", { cancelable: true, detail: news });
      if (document.dispatchEvent(told)) this.tell(news.title, news.shown);
    }
  }

  private tell(title: string, shown: string): void {
    const notice = document.createElement("div");
    notice.className = "notice notice-success";
    notice.setAttribute("role", "status");
    const heading = document.createElement("p");
    heading.append(Object.assign(document.createElement("strong"), { textContent: title }));
    const body = document.createElement("div");
    body.innerHTML = shown; // our own server's, escaped there
    notice.append(heading, body);
    document.querySelector("main")?.prepend(notice);
  }

  private said(name: string, count: number): string {
    return (this.dataset[name] ?? "").replace("{n}", String(count));
  }

  /** Signing out takes all of hers off this phone, by the worker; before that, it is said what would be lost. */
  private onSubmit(event: Event): void {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || new URL(form.action).pathname !== SIGN_OUT || !this.count) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.leave(form);
  }

  private async leave(form: HTMLFormElement): Promise<void> {
    if ((await waiting(this.account)).length) await sendSoon();
    const left = (await waiting(this.account)).length;
    if (left && !(await this.isSure(left))) return;
    await clear(this.account);
    changed();
    form.submit();
  }

  private isSure(left: number): Promise<boolean> {
    const dialog = this.querySelector("dialog");
    if (!dialog) return Promise.resolve(true);
    const heading = dialog.querySelector("h2");
    if (heading) heading.textContent = this.said("left", left);
    dialog.returnValue = "";
    dialog.onclick = ({ target }) => {
      const button = (target as Element).closest("button");
      if (button) dialog.close(button.value);
    };
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
    });
  }
}

customElements.define("alur-offline", AlurOffline);

if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
