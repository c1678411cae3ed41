// What Word and its like put on the clipboard, as plain HTML: lists are paragraphs there, and what is bold is a style.
const MARK = /^\s*(?:\d+|[a-z]{1,2}|[ivx]+)[.)]/i;
const LEVEL = /level(\d)/;
const DEEPEST = 6;

/** Return the body of what was copied, with lists that are lists and without what nobody sees. */
export function cleaned(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(unstyled(html), "text/html");
  for (const each of body.querySelectorAll("style, script, meta, link, title, xml")) each.remove();
  for (const each of [...body.querySelectorAll("b, strong")]) if (isLight(each)) each.replaceWith(...each.childNodes);
  for (const each of [...body.querySelectorAll("p.MsoTitle")]) renamed(each, "h1");
  for (const each of [...body.querySelectorAll("span")]) styled(each);
  for (const each of [...body.querySelectorAll("p")]) if (!each.closest("li") && begins(each)) list(each);
  return body;
}

// Styles are read, never worn: the page's policy forbids them and would complain of each.
function unstyled(html: string): string {
  const tags = /<style\b[^]*?<\/style>|<[^>]+>/gi;
  return html.replace(tags, (tag) => (/^<style\b/i.test(tag) ? "" : tag.replace(/\sstyle\s*=/gi, " data-style=")));
}

function styleOf(element: Element): string {
  return element.getAttribute("data-style") ?? "";
}

// Google Docs wraps all that it copies in a <b> that is not bold.
function isLight(element: Element): boolean {
  return /font-weight:\s*(?:normal|[1-4]00)/i.test(styleOf(element));
}

function styled(span: Element): void {
  const style = styleOf(span);
  if (/mso-list:\s*ignore/i.test(style)) return;
  const isInside = span.closest("h1, h2, h3, h4, h5, h6, b, strong") !== null;
  if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style) && !isInside) renamed(span, "strong");
}

function renamed(element: Element, name: string): void {
  const made = document.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

function isListed(element: Element | null): element is HTMLElement {
  return element !== null && element.nodeName === "P" && /mso-list:\s*l\d/i.test(styleOf(element));
}

function begins(element: Element): boolean {
  return isListed(element) && !isListed(element.previousElementSibling);
}

/** Put the list that begins with a paragraph in its place, as deep as its levels say. */
function list(first: Element): void {
  const paragraphs: HTMLElement[] = [];
  for (let each: Element | null = first; isListed(each); each = each.nextElementSibling) paragraphs.push(each);
  const holder = document.createElement("div");
  const open: HTMLElement[] = [];
  for (const paragraph of paragraphs) {
    const level = Math.min(Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 1), DEEPEST, open.length + 1);
    open.length = Math.min(open.length, level);
    const mark = taken(paragraph);
    if (open.length < level) open.push(opened(open.at(-1)?.lastElementChild ?? holder, MARK.test(mark)));
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1)?.append(item);
  }
  first.before(...holder.childNodes);
  for (const each of paragraphs) each.remove();
}

function opened(within: Element, isNumbered: boolean): HTMLElement {
  const made = document.createElement(isNumbered ? "ol" : "ul");
  within.append(made);
  return made;
}

/** Take away the mark that Word has written before a line of a list, and return it. */
function taken(paragraph: HTMLElement): string {
  const mark = [...paragraph.querySelectorAll("span")].find((each) => /mso-list:\s*ignore/i.test(styleOf(each)));
  const text = mark?.textContent ?? "";
  mark?.remove();
  return text;
}
