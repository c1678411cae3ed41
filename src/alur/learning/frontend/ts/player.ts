// <alur-player prefix standing outline>: the copy of a module on a phone. All screens are in the page; which one shows,
// what was answered and what is met follows from her standing and from the forms that wait.
import { onChange, changed } from "../../../base/ui/frontend/ts/offline/changes";
import { pathOf, sendSoon } from "../../../base/ui/frontend/ts/offline/sending";
import { accountHere, keep, takenAt, waiting } from "../../../base/ui/frontend/ts/offline/store";
import type { News, Waiting } from "../../../base/ui/frontend/ts/offline/store";
import { isRight, picked } from "./judging";
import { Progress } from "./progress";
import type { Outline, Standing } from "./progress";

class AlurPlayer extends HTMLElement {
  private readonly root = pathOf(this.getAttribute("prefix") ?? "/");
  private readonly outline = JSON.parse(this.getAttribute("outline") ?? "{}") as Outline;
  private readonly again = new Set<number>();
  private progress = this.made(this.getAttribute("standing") ?? "{}", []);
  private hasWaiting = false;
  private shown = "";

  connectedCallback(): void {
    this.addEventListener("click", (event) => this.onClick(event));
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
    if (!film || film.nextElementSibling?.getAttribute("role") === "status") return;
    const told = Object.assign(document.createElement("span"), { textContent: this.dataset["leftOut"] ?? "" });
    told.className = "media-name";
    told.setAttribute("role", "status");
    film.after(told);
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
    for (const line of this.all("[data-screen]")) when(line, { read: progress.read.has(Number(line.dataset["screen"])) });
    const begun = progress.read.size > 0 || progress.answers.size > 0;
    const canFinish = progress.canFinish();
    const start = this.querySelector<HTMLElement>('[data-view="start"]');
    const facts = { done: progress.isCompleted, finish: canFinish };
    if (start) when(start, { ...facts, begin: !canFinish && !begun, go: !canFinish && begun });
    for (const link of this.all<HTMLAnchorElement>("a[data-resume]")) {
      link.href = `${this.root}/layar/${progress.resumeAt}`;
      const text = link.dataset["resume"];
      if (text) link.textContent = text.replace("{n}", String(progress.resumeAt));
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
      when(each, { chosen: progress.chosen.get(number) === Number(each.dataset["choice"]) });
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
    const chosen = isKnown ? picked(response) : new Set<string>();
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
    for (const line of slot.querySelectorAll<HTMLElement>("[data-answer]")) {
      const answer = line.dataset["answer"] ?? "";
      const isPicked = chosen.has(answer);
      const isShown = isPicked || !isKnown || right;
      line.className = `${isPicked ? "picked" : ""} ${isShown && question.right.includes(answer) ? "right" : ""}`;
      when(line, { picked: isPicked, feedback: isShown });
    }
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const retried = target.closest("[data-act=again]")?.closest<HTMLElement>("[data-question]");
    if (retried) {
      this.again.add(Number(retried.dataset["question"]));
      this.show();
      retried.querySelector<HTMLElement>("input")?.focus();
      return;
    }
    const link = target.closest<HTMLAnchorElement>("a[href]");
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
    for (const input of form.querySelectorAll<HTMLInputElement>("input")) {
      const isChosen = !/radio|checkbox/.test(input.type) || input.checked;
      if (isChosen && !input.closest("[hidden]")) (fields[input.name] ??= []).push(input.value);
    }
    const path = pathOf(form.action);
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

/** Show each part that is marked with the name of something that is so, hide those of what is not. */
function when(within: HTMLElement, facts: Record<string, boolean>): void {
  for (const [name, isSo] of Object.entries(facts)) {
    for (const each of within.querySelectorAll<HTMLElement>(`[data-when="${name}"]`)) each.hidden = !isSo;
  }
}

customElements.define("alur-player", AlurPlayer);
