// Whether an answer is right, by the rules of learning/rules/answering.py. A test holds the two together.

export type Kind = "one" | "several" | "short" | "order" | "match";

/**
 * A question. right: the numbers of the right choices or of all steps, the accepted texts as `simple` writes them, or
 * for each pair the first one with the same right side; offered: steps or right sides by number, as they are shown.
 */
export interface Question {
  kind: Kind;
  right: string[];
  offered?: number[];
}

const SEPARATOR = "[,]";
const JOINT = "[.]";
const LONGEST_TEXT = 500;
const AROUND = new Set(" \t.,;:!?\"'“”‘’()…");
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

export function isRight(question: Question, response: string): boolean {
  const { kind, right } = question;
  if (kind === "short") return right.includes(simple(response));
  if (kind === "order") return ordered(response).join() === right.join();
  if (kind === "match") return right.every((_, place) => isPair(question, place + 1, paired(response).get(place + 1)));
  const chosen = new Set(response.split(SEPARATOR));
  return chosen.size === right.length && right.every((number) => chosen.has(number));
}

/** Return a text without what does not make an answer wrong. */
export function simple(text: string): string {
  const plain = words(folded(text.normalize("NFKC"))).join(" ");
  const signs = [...plain];
  while (signs.length && AROUND.has(signs[0] as string)) signs.shift();
  while (signs.length && AROUND.has(signs[signs.length - 1] as string)) signs.pop();
  return signs.join("").replace(/\p{Nd}+,\p{Nd}+/gu, (found) => found.replace(",", "."));
}

/** Return what a form gave for a question as a response, "" when nothing. */
export function given(question: Question, values: string[]): string {
  const { kind } = question;
  if (kind === "order") return placed(question, values);
  if (kind === "match") return matched(question, values);
  if (kind === "short") return words((values[0] ?? "").replace(UNPRINTABLE, " ")).join(" ").slice(0, LONGEST_TEXT);
  const numbers = [...new Set(values)].map(Number).sort((one, two) => one - two);
  return numbers.slice(0, kind === "one" ? 1 : undefined).join(SEPARATOR);
}

/** Return the numbers of the steps in the order of a response. */
export const ordered = (response: string): number[] => response.split(SEPARATOR).map(whole).filter(Boolean);

/** Return what a response matches: by the number of an answer that of the one whose right side was given to it. */
export function paired(response: string): Map<number, number> {
  const pairs = response.split(SEPARATOR).map((part) => part.split(JOINT).map(whole));
  return new Map(pairs.map(([one = 0, other = 0]) => [one, other]));
}

/** Tell whether what belongs to one answer also belongs to another. */
export const isPair = ({ right }: Question, number: number, other: number | undefined): boolean =>
  other !== undefined && right[other - 1] !== undefined && right[number - 1] === right[other - 1];

function placed({ offered = [] }: Question, values: string[]): string {
  const given = values.map((value) => {
    const at = value.indexOf("-");
    return at < 0 ? [whole(value), 0] : [whole(value.slice(0, at)), whole(value.slice(at + 1))];
  }) as [number, number][];
  given.sort((one, two) => one[1] - two[1] || one[0] - two[0]);
  const numbers = offered.map((_, place) => place + 1).join();
  const shown = given.map(([each]) => each);
  const inOrder = [...shown].sort((one, two) => one - two).join();
  if (given.map(([, place]) => place).join() !== numbers || inOrder !== numbers) return "";
  return shown.map((each) => offered[each - 1]).join(SEPARATOR);
}

function matched({ offered = [], right }: Question, values: string[]): string {
  const places = values.map(whole);
  const isWhole = places.length === right.length && places.every((place) => place >= 1 && place <= offered.length);
  if (!isWhole) return "";
  return places.map((place, index) => `${index + 1}${JOINT}${offered[place - 1]}`).join(SEPARATOR);
}

const whole = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : 0);

export const picked = (response: string): Set<string> => new Set(response.split(SEPARATOR));

const words = (text: string): string[] => text.split(/[\s\u001c-\u001f\u0085]+/u).filter(Boolean);

/** Upper case first, as “ß” is the same as “ss”. */
const folded = (text: string): string => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");
