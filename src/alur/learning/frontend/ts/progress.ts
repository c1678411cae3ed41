// How far she is in a module on this phone: what the server last said, and what waits to be sent on top of it.
import type { Waiting } from "../../../base/ui/frontend/ts/offline/store";
import { given, isRight } from "./judging";
import type { Question } from "./judging";

/** What the server says of her (learning/queries/phones.py, standing). */
export interface Standing {
  version: number;
  read: number[];
  answers: Record<string, string>;
  right: number[];
  exam: boolean;
  completed: number | null; // the year of the latest completion
}

/** What a module asks (learning/queries/phones.py, outline). screens: the questions of each. */
export interface Outline {
  version: number;
  screens: number[][];
  questions: Record<string, Question>;
  needs: Record<string, number>;
}

const ANSWER = "jawab-";
const JAKARTA_MS = 7 * 3_600_000;

/** The year of a moment in Jakarta, by which completions count. */
const yearOf = (moment: number): number => new Date(moment + JAKARTA_MS).getUTCFullYear();

export class Progress {
  readonly read: Set<number>;
  readonly answers: Map<number, string>;
  readonly right: Set<number>;
  isFinished = false;

  constructor(
    readonly outline: Outline,
    readonly standing: Standing,
    forms: Waiting[],
  ) {
    this.read = new Set(standing.read);
    this.answers = new Map(Object.entries(standing.answers).map(([number, response]) => [Number(number), response]));
    this.right = new Set(standing.right);
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
    if (!this.open(screen).length) this.read.add(screen);
  }

  /** What was finished last year and is not sent yet counts for that year; this year begins anew. */
  private beginAnew(): void {
    for (const each of [this.read, this.answers, this.right]) each.clear();
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
    if (criterion === "questions") return this.right.size;
    if (criterion === "exam") return Number(this.standing.exam);
    return also && !this.open(also).length && !this.read.has(also) ? this.read.size + 1 : this.read.size;
  }

  /** How much of a criterion is asked. */
  need(criterion: string): number {
    return this.outline.needs[criterion] ?? 0;
  }

  canFinish(also = 0): boolean {
    const criteria = Object.keys(this.outline.needs);
    return this.isRecorded && criteria.every((criterion) => this.have(criterion, also) >= this.need(criterion));
  }

  /** The screen to go on with, as learning/queries/reading.py says it. */
  get resumeAt(): number {
    const read = [...this.read];
    const last = read[read.length - 1];
    if (!this.isRecorded || !last) return 1;
    if (last < this.outline.screens.length) return last + 1;
    const numbers = this.outline.screens.map((_, place) => place + 1);
    const left = (number: number): boolean => this.asked(number).some((question) => !this.right.has(question));
    return numbers.find((number) => !this.read.has(number) || left(number)) ?? last;
  }
}
