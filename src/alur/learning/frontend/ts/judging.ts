// Whether an answer is right, by the rules of learning/rules/answering.py. A test holds the two together.

export type Kind = "one" | "several" | "short";

/** A question. right: the numbers of the right choices, or the accepted texts as `simple` writes them. */
export interface Question {
  kind: Kind;
  right: string[];
}

const SEPARATOR = "[,]";
const LONGEST_TEXT = 500;
const AROUND = new Set(" \t.,;:!?\"'“”‘’()…");
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

export function isRight({ kind, right }: Question, response: string): boolean {
  if (kind === "short") return right.includes(simple(response));
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
export function given({ kind }: Question, values: string[]): string {
  if (kind === "short") return words((values[0] ?? "").replace(UNPRINTABLE, " ")).join(" ").slice(0, LONGEST_TEXT);
  const numbers = [...new Set(values)].map(Number).sort((one, two) => one - two);
  return numbers.slice(0, kind === "one" ? 1 : undefined).join(SEPARATOR);
}

export const picked = (response: string): Set<string> => new Set(response.split(SEPARATOR));

const words = (text: string): string[] => text.split(/[\s\u001c-\u001f\u0085]+/u).filter(Boolean);

/** Upper case first, as “ß” is the same as “ss”. */
const folded = (text: string): string => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");
