// Files of a copy: saved from it without a network, as browsers ask no service worker for what is to be saved.

/** Save a file that was taken along; say so where it stayed out. */
export async function saveKept(link: HTMLAnchorElement, leftOut: string): Promise<void> {
  const kept = await caches.match(link.href);
  if (!kept) {
    tellAfter(link, leftOut);
    return;
  }
  const address = URL.createObjectURL(await kept.blob());
  const name = nameIn(kept.headers.get("Content-Disposition") ?? "") || (link.textContent ?? "");
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function nameIn(disposition: string): string {
  const coded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
  return coded ? decodeURIComponent(coded) : (/filename="([^"]*)"/.exec(disposition)?.[1] ?? "");
}

/** Say something behind an element, once. */
export function tellAfter(element: Element, text: string): void {
  if (element.nextElementSibling?.getAttribute("role") === "status") return;
  const told = Object.assign(document.createElement("span"), { textContent: text });
  told.className = "media-name";
  told.setAttribute("role", "status");
  element.after(told);
}
