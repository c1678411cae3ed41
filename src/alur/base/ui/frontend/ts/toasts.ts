// Toasts: what the server said of the last act, and what became of a request that htmx made and nobody answered.
const READ_MS = 8_000;

const region = document.querySelector<HTMLElement>(".toasts");

/** Tell something; the same is not told twice at once. tone: as of the server's messages. */
export function tell(text: string, tone: "success" | "error"): void {
  const told = [...(region?.querySelectorAll(".toast > p") ?? [])].some((each) => each.textContent === text);
  const drawn = document.querySelector<HTMLTemplateElement>("#toast")?.content.cloneNode(true) as DocumentFragment | undefined;
  const toast = drawn?.querySelector<HTMLElement>(".toast");
  const words = toast?.querySelector("p");
  if (told || !region || !toast || !words) return;
  toast.classList.add(`toast-${tone}`);
  words.textContent = text;
  region.append(toast);
  settle(toast);
}

/** Good news go by themselves, once they have been read; whatever asks for something stays. */
function settle(toast: HTMLElement): void {
  toast.querySelector(".toast-away")?.addEventListener("click", () => toast.remove());
  if (!toast.matches(".toast-success, .toast-info")) return;
  const leave = (): void => {
    if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, READ_MS);
    else toast.remove();
  };
  window.setTimeout(leave, READ_MS);
}

region?.querySelectorAll<HTMLElement>(".toast").forEach(settle);
document.addEventListener("htmx:sendError", (event) => failed(event, "lost"));
document.addEventListener("htmx:responseError", (event) => failed(event, "refused"));

/** Tell that a request failed, unless what made it says so itself. */
function failed({ target }: Event, how: "lost" | "refused"): void {
  if (!(target as Element).closest("[data-tells]")) tell(region?.dataset[how] ?? "", "error");
}
