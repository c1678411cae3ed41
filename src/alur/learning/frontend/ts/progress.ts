// How far she is in a module on this phone: what the server last said, and what waits to be sent on top of it.
import type { Waiting } from "../../../base/ui/frontend/ts/offline/store";
import { given, isRight } from "./judging";
import type { Question } from "./judging";
import { way } from "./ways";

/** What the server says of her (learning/queries/phones.py, standing). */
export interface Standing {
  version: number;
  read: number[];
  answers: Record<string, string>;
  right: number[];
  chosen: Record<string, number>;
  notes: Record<string, string>;
  exam: boolean;
  completed: number | null; // the year of the latest completion
}

/** What a module asks (learning/queries/phones.py, outline). screens: the questions of each; targets: where each leads. */
export interface Outline {
  version: number;
  screens: number[][];
  questions: Record<string, Question>;
  asked: { screens?: number | "all"; questions?: number; exam?: number };
  targets: number[][];
}

const ANSWER = "jawab-";
const NOTE = "catat-";
const JAKARTA_MS = 7 * 3_600_000;

/** The year of a moment in Jakarta, by which completions count. */
const yearOf = (moment: number): number => new Date(moment + JAKARTA_MS).getUTCFullYear();

export class Progress {
  readonly read: Set<number>;
  readonly answers: Map<number, string>;
  readonly right: Set<number>;
  readonly chosen: Map<number, number>;
  readonly notes: Map<string, string>;
  isFinished = false;

  constructor(
    readonly outline: Outline,
    readonly standing: Standing,
    forms: Waiting[],
  ) {
    this.read = new Set(standing.read);
    this.answers = new Map(Object.entries(standing.answers).map(([number, response]) => [Number(number), response]));
    this.right = new Set(standing.right);
    this.chosen = new Map(Object.entries(standing.chosen ?? {}).map(([from, to]) => [Number(from), to]));
    this.notes = new Map(Object.entries(standing.notes ?? {}));
    for (const form of forms) this.add(form);
  }

  get isRecorded(): boolean {
    return !this.isCompleted && !this.isFinished;
  }

  /** Whether she has completed it this year, by the server's word. */
  get isCompleted(): boolean {
    return this.standing.completed === yearOf(Date.now());
  }

  /** Take in a form as the server will. One that it has refused says nothing. */
  add({ path, fields, refused, at }: Waiting): void {
    if (refused && refused.status < 500) return;
    this.note(fields);
    if (path.endsWith("/catatan")) return;
    const screen = Number(/\/layar\/(\d+)$/.exec(path)?.[1] ?? fields["layar"]?.[0] ?? 0);
    if (path.endsWith("/selesai")) {
      if (yearOf(Date.parse(at)) < yearOf(Date.now())) this.beginAnew();
      else {
        if (screen && !this.open(screen).length) this.read.add(screen);
        this.isFinished = true;
      }
      return;
    }
    for (const number of this.asked(screen)) this.answer(number, fields[`${ANSWER}${number}`] ?? []);
    if (!this.open(screen).length) this.leave(screen, Number(fields["pilih"]?.[0] ?? 0));
  }

  /** What she wrote or ticked for herself: a text, or the numbers of the things ticked. */
  private note(fields: Record<string, string[]>): void {
    for (const [name, values] of Object.entries(fields)) {
      if (name.startsWith(NOTE)) this.notes.set(name.slice(NOTE.length), values.filter(Boolean).join(","));
    }
  }

  /** She goes on from a screen; a fork is left by choosing alone. */
  private leave(screen: number, choice: number): void {
    if (this.isFork(screen)) {
      if (!this.targets(screen).includes(choice)) return;
      this.chosen.set(screen, choice);
      this.read.delete(screen);
    }
    this.read.add(screen);
  }

  targets(screen: number): number[] {
    return this.outline.targets[screen - 1] ?? [];
  }

  isFork(screen: number): boolean {
    return this.targets(screen).length > 1;
  }

  /** The screens on her way. */
  get way(): number[] {
    return way(this.outline.targets, this.chosen);
  }

  /** The screen after another, 0 after the last and where she has still to choose. */
  onward(screen: number): number {
    const others = this.targets(screen);
    return (others.length === 1 ? others[0] : this.chosen.get(screen)) ?? 0;
  }

  /** The screen before another: on her way, else one that leads there; 0 before the first. */
  before(screen: number): number {
    const place = this.way.indexOf(screen);
    if (place >= 0) return this.way[place - 1] ?? 0;
    return this.outline.targets.findIndex((others) => others.includes(screen)) + 1;
  }

  /** What was finished last year and is not sent yet counts for that year; this year begins anew. */
  private beginAnew(): void {
    for (const each of [this.read, this.answers, this.right, this.chosen]) each.clear();
  }

  private answer(number: number, values: string[]): void {
    const question = this.outline.questions[number];
    if (!question || this.right.has(number)) return;
    const response = given(question, values);
    if (!response) return;
    this.answers.set(number, response);
    if (isRight(question, response)) this.right.add(number);
  }

  asked(screen: number): number[] {
    return this.outline.screens[screen - 1] ?? [];
  }

  /** The questions of a screen that she has not answered. */
  open(screen: number): number[] {
    return this.asked(screen).filter((number) => !this.answers.has(number));
  }

  /** How much there is of a criterion. also: a screen to take as read. */
  have(criterion: string, also = 0): number {
    const onWay = this.way;
    if (criterion === "questions") return onWay.flatMap((each) => this.asked(each)).filter((each) => this.right.has(each)).length;
    if (criterion === "exam") return Number(this.standing.exam);
    const read = new Set(also && !this.open(also).length ? [...this.read, also] : this.read);
    return this.outline.asked.screens === "all" ? onWay.filter((each) => read.has(each)).length : read.size;
  }

  /** How much of a criterion is asked, on her way. */
  need(criterion: string): number {
    const { screens, questions, exam } = this.outline.asked;
    const onWay = this.way;
    if (criterion === "exam") return exam ?? 0;
    if (criterion === "screens") return screens === "all" ? onWay.length : Math.min(screens ?? 0, onWay.length);
    return Math.ceil(((questions ?? 0) * onWay.flatMap((each) => this.asked(each)).length) / 100);
  }

  canFinish(also = 0): boolean {
    const criteria = Object.keys(this.outline.asked);
    return this.isRecorded && criteria.every((criterion) => this.have(criterion, also) >= this.need(criterion));
  }

  /** The screen to go on with, as learning/queries/reading.py says it. */
  get resumeAt(): number {
    const read = [...this.read];
    const last = read[read.length - 1];
    if (!this.isRecorded || !last) return 1;
    if (this.targets(last).length) return this.onward(last) || last;
    const left = (number: number): boolean => this.asked(number).some((question) => !this.right.has(question));
    return this.way.find((number) => !this.read.has(number) || left(number)) ?? last;
  }
}
