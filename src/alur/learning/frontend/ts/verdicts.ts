// How an answer looks once it is given: choices, steps and pairs, each with what was right of it.
import { isPair, ordered, paired, picked } from "./judging";
import type { Question } from "./judging";

/** Show the answers of a question. response: hers, undefined when there is none. */
export function showAnswers(slot: HTMLElement, question: Question, response: string | undefined, right: boolean): void {
  const lines = [...slot.querySelectorAll<HTMLElement>("[data-answer]")];
  if (question.kind === "order") showSteps(lines, response);
  else if (question.kind === "match") showPairs(lines, question, response);
  else showChoices(lines, question, response, right);
}

const numberOf = (line: HTMLElement): number => Number(line.dataset["answer"]);

function showChoices(lines: HTMLElement[], question: Question, response: string | undefined, right: boolean): void {
  const isKnown = response !== undefined;
  const chosen = isKnown ? picked(response) : new Set<string>();
  for (const line of lines) {
    const answer = line.dataset["answer"] ?? "";
    const isPicked = chosen.has(answer);
    const isShown = isPicked || !isKnown || right;
    line.className = `${isPicked ? "picked" : ""} ${isShown && question.right.includes(answer) ? "right" : ""}`;
    when(line, { picked: isPicked, feedback: isShown });
  }
}

function showSteps(lines: HTMLElement[], response: string | undefined): void {
  const order = response === undefined ? lines.map((_, place) => place + 1) : ordered(response);
  const list = lines[0]?.parentElement;
  order.forEach((number, place) => {
    const line = lines.find((each) => numberOf(each) === number);
    if (!line) return;
    const isInPlace = number === place + 1;
    list?.append(line);
    line.className = isInPlace ? "right" : "picked";
    when(line, { misplaced: !isInPlace });
  });
}

function showPairs(lines: HTMLElement[], question: Question, response: string | undefined): void {
  const sides = lines.map((line) => line.querySelector<HTMLElement>("[data-pair]"));
  for (const side of sides) if (side) side.dataset["own"] ??= side.innerHTML;
  const made = response === undefined ? undefined : paired(response);
  for (const [place, line] of lines.entries()) {
    const other = made ? made.get(place + 1) : place + 1;
    const side = sides[place];
    if (side) side.innerHTML = (other && sides[other - 1]?.dataset["own"]) || "–"; // our own server's, sanitised there
    const isRight = isPair(question, place + 1, other);
    line.className = isRight ? "right" : "picked";
    when(line, { misplaced: !isRight });
  }
}

/** Show each part that is marked with the name of something that is so, hide those of what is not. */
export function when(within: HTMLElement, facts: Record<string, boolean>): void {
  for (const [name, isSo] of Object.entries(facts)) {
    for (const each of within.querySelectorAll<HTMLElement>(`[data-when="${name}"]`)) each.hidden = !isSo;
  }
}
