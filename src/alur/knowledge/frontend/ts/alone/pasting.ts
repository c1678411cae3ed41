// What is pasted into a field with data-pastes from Word, a web page or a sheet: Markdown with its headings, lists, tables
// and what is bold. What has no structure is pasted as the browser would.
import TurndownService from "turndown";
import { insert } from "../inserting";
import { cleaned } from "../wordlists";

const STRUCTURE = "h1, h2, h3, h4, h5, h6, ul, ol, table, b, strong, i, em, a[href], blockquote, pre";
const LARGEST_LETTERS = 5_000_000;

const service = new TurndownService({
  headingStyle: "atx",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
});
service.remove(["style", "script", "title"]);
service.addRule("picture", { filter: ["img"], replacement: () => "" });
service.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const list = node.parentNode;
    const place = list ? [...list.children].indexOf(node as Element) : 0;
    const first = Number(list instanceof HTMLOListElement ? list.start : 1);
    const mark = list?.nodeName === "OL" ? `${first + place}. ` : "- ";
    return `${mark}${content.trim().replaceAll("\n", `\n${" ".repeat(mark.length)}`)}\n`;
  },
});
service.addRule("table", { filter: "table", replacement: (_content, node) => table(node as HTMLTableElement) });

function table(node: HTMLTableElement): string {
  const rows = [...node.rows].map((row) => [...row.cells].flatMap(cells)).filter((row) => row.some(Boolean));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const [head, ...rest] = rows.map((row) => `| ${[...row, ...Array<string>(width - row.length).fill("")].join(" | ")} |`);
  return head ? `\n\n${[head, `|${"---|".repeat(width)}`, ...rest].join("\n")}\n\n` : "";
}

function cells(cell: HTMLTableCellElement): string[] {
  const text = service.turndown(cell.innerHTML).replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ").trim();
  return [text, ...Array<string>(Math.min(Math.max(cell.colSpan, 1), 50) - 1).fill("")];
}

function markdown(html: string): string {
  const body = cleaned(html);
  return body.querySelector(STRUCTURE) ? service.turndown(body).replace(/\n{3,}/g, "\n\n").trim() : "";
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || field.dataset["pastes"] === undefined) return;
  const html = event.clipboardData?.getData("text/html") ?? "";
  const text = html && html.length <= LARGEST_LETTERS ? markdown(html) : "";
  if (!text) return;
  event.preventDefault();
  insert(field, text);
});
