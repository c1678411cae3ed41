// <alur-player prefix standing outline>: the copy of a module on a phone. All screens are in the page; which one shows,
// what was answered and what is met follows from her standing and from the forms that wait.
import { onChange, changed } from "../../../base/ui/frontend/ts/offline/changes";
import { pathOf, sendSoon } from "../../../base/ui/frontend/ts/offline/sending";
import { accountHere, drop, keep, takenAt, waiting } from "../../../base/ui/frontend/ts/offline/store";
import type { News, Waiting } from "../../../base/ui/frontend/ts/offline/store";
import { isRight } from "./judging";
import { Progress } from "./progress";
import type { Outline, Standing } from "./progress";
import { saveKept, tellAfter } from "./saving";
import { showAnswers, when } from "./verdicts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const PAUSE_MS = 800;

class AlurPlayer extends HTMLElement {
  private readonly root = pathOf(this.getAttribute("prefix") ?? "/");
  private readonly outline = JSON.parse(this.getAttribute("outline") ?? "{}") as Outline;
  private readonly again = new Set<number>();
  private progress = this.made(this.getAttribute("standing") ?? "{}", []);
  private hasWaiting = false;
  private shown = "";
  private readonly unkept = new Map<HTMLElement, number>();

  connectedCallback(): void {
    this.addEventListener("click", (event) => this.onClick(event));
    this.addEventListener("input", (event) => this.onInput(event.target as HTMLElement));
    document.addEventListener("visibilitychange", () => void this.keepNotes());
    addEventListener("pagehide", () => void this.keepNotes());
    this.addEventListener("submit", (event) => this.onSubmit(event));
    this.addEventListener("error", (event) => this.onLost(event.target), { capture: true });
    addEventListener("popstate", () => this.show());
    onChange(() => void this.read());
    document.addEventListener("alur:news", (event) => this.onNews(event as CustomEvent<News>));
    void this.read().then(() => this.goOn());
  }

  /** A form that had to wait was sent from this screen: if that was all it asked, the next one follows. */
  private goOn(): void {
    const number = Number(this.view);
    if (!new URLSearchParams(location.search).has("lanjut") || !number) return;
    const isDone = this.progress.read.has(number) && !this.progress.asked(number).length;
    const onward = this.progress.onward(number);
    const next = onward ? `${this.root}/layar/${onward}` : this.root;
    history.replaceState(null, "", isDone ? next : location.pathname);
    this.show();
  }

  /** A film that stayed out says so, once. */
  private onLost(target: EventTarget | null): void {
    const film = target instanceof HTMLElement ? target.closest("video, audio") : null;
    if (film) tellAfter(film, this.dataset["leftOut"] ?? "");
  }

  /** What she keeps for herself is kept with each pause; an earlier word that has not been sent yet gives way. */
  private onInput(target: HTMLElement): void {
    const place = target.closest<HTMLElement>("[data-kept]");
    if (!place) return;
    clearTimeout(this.unkept.get(place));
    this.unkept.set(place, window.setTimeout(() => void this.keepNote(place), PAUSE_MS));
  }

  /** Keep at once what waits for a pause. */
  private async keepNotes(): Promise<void> {
    for (const place of [...this.unkept.keys()]) await this.keepNote(place);
  }

  private async keepNote(place: HTMLElement): Promise<void> {
    clearTimeout(this.unkept.get(place));
    this.unkept.delete(place);
    const path = `${this.root}/catatan`;
    const name = `catat-${place.dataset["kept"] ?? ""}`;
    const text = place.querySelector("textarea");
    const ticked = [...place.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);
    const old = (await waiting(accountHere())).filter((form) => form.path === path && name in form.fields);
    await this.put(path, { [name]: text ? [text.value] : ["", ...ticked] });
    await drop(old.map(({ id }) => id));
    await this.read();
    changed();
    await sendSoon();
  }

  private showNote(place: HTMLElement): void {
    const text = this.progress.notes.get(place.dataset["kept"] ?? "") ?? "";
    const field = place.querySelector("textarea");
    if (!this.unkept.has(place) && !place.contains(document.activeElement)) {
      if (field) field.value = text;
      const ticked = new Set(text.split(","));
      for (const box of place.querySelectorAll<HTMLInputElement>("input")) box.checked = ticked.has(box.value);
    }
    when(place, { written: Boolean(text) });
  }

  private made(standing: string, forms: Waiting[]): Progress {
    return new Progress(this.outline, JSON.parse(standing) as Standing, forms);
  }

  private async read(): Promise<void> {
    const account = accountHere();
    const row = await takenAt(account, this.root);
    const forms = (await waiting(account)).filter(({ path }) => path.startsWith(`${this.root}/`));
    const own = this.getAttribute("standing") ?? "{}";
    // Standing in another version of the module says nothing of this one.
    const fits = row && (JSON.parse(row.standing) as Standing).version === this.outline.version;
    this.progress = this.made(fits ? row.standing : own, forms);
    this.hasWaiting = forms.length > 0;
    this.show();
  }

  private get view(): string {
    const path = location.pathname;
    const number = Number(/\/layar\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (number >= 1 && number <= this.outline.screens.length) return String(number);
    const { isFinished, isCompleted } = this.progress;
    return isFinished || (isCompleted && path.endsWith("/selesai")) ? "finished" : "start";
  }

  private show(): void {
    const { view } = this;
    for (const each of this.all("[data-view]")) each.hidden = each.dataset["view"] !== view;
    const number = Number(view) || 0;
    const total = this.progress.way.length;
    const place = this.progress.way.indexOf(number) + 1;
    for (const each of this.all("[data-place]")) {
      each.hidden = !place;
      each.textContent = (each.dataset["place"] ?? "").replace("{n}", String(place)).replace("{total}", String(total));
    }
    const line = this.querySelector("progress");
    if (line) [line.max, line.value] = [total, place || (view === "finished" ? total : 0)];
    this.showTicks();
    if (number) this.showScreen(number);
    else this.showStart();
    const heading = this.querySelector<HTMLElement>(`[data-view="${view}"] h1`);
    document.title = `${heading?.textContent ?? ""} · Alur`;
    if (this.shown && this.shown !== view) {
      heading?.focus();
      scrollTo(0, 0);
    }
    this.shown = view;
  }

  /** What completes the module, with its ticks: at the start and under each screen. */
  private showTicks(): void {
    const { progress } = this;
    const below = this.querySelector<HTMLElement>("[data-ticks]");
    if (below) below.hidden = !Number(this.view) || !progress.isRecorded;
    for (const tick of this.all("[data-criterion]")) {
      const name = tick.dataset["criterion"] ?? "";
      const [have, need] = [progress.have(name), progress.need(name)];
      const isMet = have >= need;
      tick.classList.toggle("tick-met", isMet);
      when(tick, { met: isMet, open: !isMet });
      const text = tick.querySelector<HTMLElement>("[data-text]");
      const words = text?.dataset["text"] ?? "";
      if (text) text.textContent = words.replace("{have}", String(Math.min(have, need))).replace("{need}", String(need));
    }
  }

  private showStart(): void {
    const { progress } = this;
    for (const line of this.all("[data-screen]")) {
      const number = Number(line.dataset["screen"]);
      when(line, { read: progress.read.has(number) });
      // A scenario does not tell what comes.
      const isTold = progress.isCompleted || progress.read.has(number) || number === progress.resumeAt;
      line.hidden = "open" in line.dataset && !isTold;
    }
    const begun = progress.read.size > 0 || progress.answers.size > 0;
    const canFinish = progress.canFinish();
    const start = this.querySelector<HTMLElement>('[data-view="start"]');
    const facts = { done: progress.isCompleted, finish: canFinish };
    if (start) when(start, { ...facts, begin: !canFinish && !begun, go: !canFinish && begun });
    for (const link of this.all<HTMLAnchorElement>("a[data-resume]")) {
      link.href = `${this.root}/layar/${progress.resumeAt}`;
      const text = link.dataset["resume"];
      const place = progress.way.indexOf(progress.resumeAt) + 1 || progress.resumeAt;
      if (text) link.textContent = text.replace("{n}", String(place));
    }
    const finished = this.querySelector<HTMLElement>('[data-view="finished"]');
    if (finished) when(finished, { waiting: progress.isFinished && !progress.isCompleted });
  }

  private showScreen(number: number): void {
    const { progress } = this;
    const section = this.querySelector<HTMLElement>(`[data-view="${number}"]`);
    if (!section) return;
    const asking = progress.isRecorded ? progress.asked(number).filter((each) => this.isAsked(each)) : [];
    for (const slot of section.querySelectorAll<HTMLElement>("[data-question]")) this.showQuestion(slot, asking);
    for (const place of section.querySelectorAll<HTMLElement>("[data-kept]")) this.showNote(place);
    const isLast = number === this.outline.screens.length;
    const canFinish = isLast && progress.canFinish(number);
    const stays = isLast && !canFinish;
    when(section, {
      check: asking.length > 0,
      skip: asking.length > 0 && !isLast,
      finish: !asking.length && canFinish,
      missing: !asking.length && stays && progress.isRecorded,
      back: !asking.length && stays && !progress.isRecorded,
      next: !asking.length && !isLast,
      choose: !asking.length,
    });
    for (const each of section.querySelectorAll<HTMLElement>("[data-choice]")) {
      const isChosen = progress.chosen.get(number) === Number(each.dataset["choice"]);
      each.classList.toggle("is-chosen", isChosen);
      when(each, { chosen: isChosen });
    }
    const back = section.querySelector<HTMLAnchorElement>("[rel=prev]");
    if (back) back.href = `${this.root}/layar/${progress.before(number)}`;
  }

  private isAsked(number: number): boolean {
    return !this.progress.answers.has(number) || (this.again.has(number) && !this.progress.right.has(number));
  }

  private showQuestion(slot: HTMLElement, asking: number[]): void {
    const number = Number(slot.dataset["question"]);
    const question = this.outline.questions[number];
    const response = this.progress.answers.get(number);
    if (!question) return;
    const isOpen = asking.includes(number);
    const isKnown = response !== undefined;
    const right = isKnown && isRight(question, response);
    slot.querySelector(".answered")?.classList.toggle("is-right", right);
    slot.querySelector(".answered")?.classList.toggle("is-wrong", isKnown && !right);
    when(slot, {
      asked: isOpen,
      answered: !isOpen,
      right,
      wrong: isKnown && !right,
      given: isKnown,
      solved: !isKnown || right,
      retry: isKnown && !right && this.progress.isRecorded,
    });
    for (const each of slot.querySelectorAll<HTMLElement>("[data-response]")) each.textContent = response ?? "";
    showAnswers(slot, question, response, right);
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const retried = target.closest("[data-act=again]")?.closest<HTMLElement>("[data-question]");
    if (retried) {
      this.again.add(Number(retried.dataset["question"]));
      this.show();
      retried.querySelector<HTMLElement>("input, select")?.focus();
      return;
    }
    const link = target.closest<HTMLAnchorElement>("a[href]");
    if (link?.hasAttribute("download") && !navigator.onLine) {
      event.preventDefault();
      void saveKept(link, this.dataset["leftOut"] ?? "");
      return;
    }
    if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const { pathname, origin } = new URL(link.href);
    if (origin !== location.origin || (pathname !== this.root && !pathname.startsWith(`${this.root}/`))) return;
    // With a network and nothing to send, the server's own pages are as good and newer.
    const fields = this.fieldsOf(link);
    if (!fields && navigator.onLine && !this.hasWaiting) return;
    event.preventDefault();
    void this.follow(pathname, fields);
  }

  /** What following a link says of her: that she has read the screen, how she goes on; nothing when that is known. */
  private fieldsOf(link: HTMLAnchorElement): Record<string, string[]> | undefined {
    const { progress } = this;
    const number = Number(this.view);
    const choice = link.dataset["choice"];
    if (!number || !progress.isRecorded || progress.open(number).length) return undefined;
    if (progress.isFork(number)) {
      return choice && progress.chosen.get(number) !== Number(choice) ? { pilih: [choice] } : undefined;
    }
    const reads = link.hasAttribute("data-onward") || choice;
    return reads && !progress.read.has(number) ? {} : undefined;
  }

  private async follow(path: string, fields?: Record<string, string[]>): Promise<void> {
    if (fields) await this.put(`${this.root}/layar/${this.view}`, fields);
    history.pushState(null, "", path);
    if (fields) {
      await this.read();
      changed();
    }
    this.show();
    if (fields) await sendSoon();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    void this.take(event.target as HTMLFormElement);
  }

  private async take(form: HTMLFormElement): Promise<void> {
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const fields: Record<string, string[]> = {};
    for (const input of form.querySelectorAll<Control>("input, select, textarea")) {
      const isChosen = !(input instanceof HTMLInputElement) || !/radio|checkbox/.test(input.type) || input.checked;
      if (isChosen && !input.closest("[hidden], [data-kept]")) (fields[input.name] ??= []).push(input.value);
    }
    const path = pathOf(form.action);
    await this.keepNotes();
    await this.put(path, fields);
    this.again.clear();
    if (path.endsWith("/selesai")) history.pushState(null, "", path);
    await this.read();
    form.removeAttribute("aria-busy");
    form.querySelector<HTMLElement>(".answered:not([hidden])")?.focus();
    changed();
    await sendSoon();
  }

  private put(path: string, fields: Record<string, string[]>): Promise<unknown> {
    return keep({
      id: crypto.randomUUID(),
      account: accountHere(),
      path,
      fields: { ...fields, record_id: [crypto.randomUUID()], versi: [String(this.outline.version)] },
      at: new Date().toISOString(),
      title: this.getAttribute("name") ?? "",
    });
  }

  private onNews(event: CustomEvent<News>): void {
    const place = this.querySelector("[data-earned]");
    if (event.detail.prefix !== this.root || !place || this.view !== "finished") return;
    event.preventDefault();
    place.innerHTML = event.detail.shown; // our own server's, escaped there
  }

  private all<E extends HTMLElement>(what: string): E[] {
    return [...this.querySelectorAll<E>(what)];
  }
}

customElements.define("alur-player", AlurPlayer);
