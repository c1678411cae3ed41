// Sends what waits, one tab at a time; what the server has answered leaves the queue, whatever becomes of the rest.
import { changed } from "./changes";
import { noteAnswers, owner, taken, waiting } from "./store";
import type { News, Refusal, Taken, Waiting } from "./store";

export const SIGN_OUT = "/keluar";
const DOOR = "/luring/antrean";
const AT_ONCE = 100;
const PATIENCE_MS = 60_000;
const CONFLICT = 409;

/** How sending ended. signed out: her sign-in has ended meanwhile. */
export type Ending = "sent" | "no network" | "signed out" | "refused";

interface Result {
  fate: "stored" | "known" | "refused";
  problem?: Refusal;
  title?: string;
  shown?: string;
}

interface Answer {
  results: Result[];
  pages: Record<string, unknown>;
}

/** Send all that waits and is not refused for good. again: what was refused, too. */
export async function send(again = false): Promise<Ending> {
  return navigator.locks.request("alur-send", async () => {
    const { account } = await owner();
    const forms = (await waiting(account)).filter((form) => again || isToBeTried(form));
    if (!forms.some((form) => again || !form.refused)) return "sent";
    try {
      return await sendAll(account, forms);
    } catch {
      return "no network";
    } finally {
      changed();
    }
  });
}

/** What is refused because of how things stood, or by a fault of the server, goes along with the next. */
function isToBeTried({ refused }: Waiting): boolean {
  return !refused || refused.status >= 500 || refused.status === CONFLICT;
}

async function sendAll(account: string, forms: Waiting[]): Promise<Ending> {
  const door = await asked(DOOR);
  if (!isJson(door)) return "signed out";
  const who = (await door.json()) as { account: string; token: string };
  if (who.account !== account) return "signed out";
  let ending: Ending = "sent";
  for (let first = 0; first < forms.length; first += AT_ONCE) {
    const part = forms.slice(first, first + AT_ONCE);
    const response = await asked(DOOR, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": who.token },
      body: JSON.stringify({
        account,
        now: new Date().toISOString(),
        forms: part.map(({ path, fields, at }) => ({ path, fields, at })),
      }),
    });
    if (!response.ok || !isJson(response)) return response.status >= 500 ? "no network" : "refused";
    if (await note(account, part, (await response.json()) as Answer)) ending = "refused";
  }
  return ending;
}

const asked = (address: string, more: RequestInit = {}): Promise<Response> =>
  fetch(address, { ...more, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });

/** Whoever is not signed in is led to the door, which is a page. */
const isJson = (response: Response): boolean =>
  !response.redirected && (response.headers.get("Content-Type") ?? "").includes("json");

/** Note the answers; tell whether one was refused. */
async function note(account: string, part: Waiting[], { results, pages }: Answer): Promise<boolean> {
  const done: string[] = [];
  const refused: Waiting[] = [];
  const news: News[] = [];
  const rows = await taken(account);
  part.forEach((form, place) => {
    const result = results[place];
    if (!result) return;
    if (result.problem) {
      refused.push({ ...form, refused: result.problem });
      return;
    }
    done.push(form.id);
    if (result.shown) news.push({ account, prefix: prefixOf(rows, form), title: result.title ?? "", shown: result.shown });
  });
  await noteAnswers(done, refused, brought(rows, pages), news);
  return refused.length > 0;
}

const prefixOf = (rows: Taken[], { path }: Waiting): string =>
  rows.find(({ prefix }) => path.startsWith(`${prefix}/`))?.prefix ?? "";

/** Return what was taken along, with how far she is by the server's word. */
function brought(rows: Taken[], pages: Record<string, unknown>): Taken[] {
  return Object.entries(pages).flatMap(([address, standing]) => {
    const prefix = pathOf(address);
    return rows.filter((row) => row.prefix === prefix).map((row) => ({ ...row, standing: standing as string }));
  });
}

/** Let the browser send what waits once there is a network, even when no page is open then. */
export async function sendLater(registration: Promise<ServiceWorkerRegistration>): Promise<void> {
  const ready: ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } } = await registration;
  await ready.sync?.register("alur-send").catch(() => undefined);
}

/** Send what waits if there is a network, else as soon as there is one. */
export async function sendSoon(): Promise<void> {
  if (!navigator.onLine || (await send()) === "no network") await sendLater(navigator.serviceWorker.ready);
}

/** Return the path of an address as the browser writes it. */
export const pathOf = (address: string): string => new URL(address, location.origin).pathname;
