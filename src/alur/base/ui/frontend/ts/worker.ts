// The service worker: keeps the shell, answers with what was taken along when there is no network, and puts forms of
// such pages into the queue. It never keeps a page that was not asked to be taken along.
import { changed } from "./offline/changes";
import { send, sendLater, SIGN_OUT } from "./offline/sending";
import { clear, COPIES, keep, owner, takenAt } from "./offline/store";
import type { Owner, Taken } from "./offline/store";

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  readonly ALUR: { version: string; kept: string[] };
  readonly clients: { claim(): Promise<void> };
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate" | "sync", listener: (event: WorkerEvent) => void): void;
  addEventListener(name: "fetch", listener: (event: FetchEvent) => void): void;
}

const worker = self as unknown as Worker;
const SHELL = `shell-${worker.ALUR.version}`;
const LANGUAGES = ["id", "en"];
const offlinePage = (language: string): string => `/luring?bahasa=${language}`;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("sync", (event) => event.waitUntil(synced()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigated(event, url));
  else if (isKeepable(request, url)) event.respondWith(fromCopy(request));
});

async function install(): Promise<void> {
  const shell = await caches.open(SHELL);
  await shell.addAll(worker.ALUR.kept);
  for (const language of LANGUAGES) {
    // Without her sign-in, so that the page everybody gets tells of nobody.
    const page = await fetch(offlinePage(language), { credentials: "omit", cache: "no-store" });
    if (!page.ok || page.redirected) throw new Error(`${page.status}`);
    await shell.put(offlinePage(language), page);
  }
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== SHELL && name !== COPIES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/** The browser says that the network is back. What could not be sent is tried again by it later. */
async function synced(): Promise<void> {
  if ((await send()) === "no network") throw new Error("no network");
}

const MEDIA = ["image", "video", "audio", "track"];

/** Files whose names change with their content: the shell's, and those of what was taken along. */
const isKeepable = (request: Request, url: URL): boolean =>
  request.method === "GET" && (url.pathname.startsWith("/static/") || MEDIA.includes(request.destination));

async function fromCopy(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  const range = request.headers.get("Range");
  if (!kept) return fetch(request);
  return range ? part(kept, range) : kept;
}

/** Films are asked for in parts, of a copy too. */
async function part(kept: Response, range: string): Promise<Response> {
  const whole = await kept.blob();
  const [, from = "", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (!from || Number(from) >= whole.size) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  }
  const last = Math.min(to ? Number(to) : whole.size - 1, whole.size - 1);
  const headers = new Headers(kept.headers);
  headers.set("Content-Range", `bytes ${from}-${last}/${whole.size}`);
  headers.set("Content-Length", String(last - Number(from) + 1));
  return new Response(whole.slice(Number(from), last + 1), { status: 206, headers });
}

async function navigated(event: FetchEvent, url: URL): Promise<Response> {
  const { request } = event;
  const { account, language, page } = await known(url);
  if (account && request.method === "POST" && url.pathname === SIGN_OUT) await clear(account).catch(() => undefined);
  // A body can be read once; only forms that may have to wait are worth the copy.
  const form = page && request.method === "POST" ? request.clone() : undefined;
  try {
    return (request.method === "GET" ? await event.preloadResponse : undefined) ?? (await fetch(request));
  } catch (error) {
    if (page && form) return await putOff(account, page, form, url);
    const kept = page && request.method === "GET" ? await copyOf(request, page) : undefined;
    const told = kept ?? (await caches.match(offlinePage(language)));
    if (told) return told;
    throw error;
  }
}

/** Return a file that was taken along with a page, else the page, in which all addresses below it are. */
async function copyOf(request: Request, { page }: Taken): Promise<Response | undefined> {
  return (await caches.match(request.url)) ?? (await caches.match(page));
}

/** Return who uses this phone and what she has taken along at this address. A store that fails must not stop the page. */
async function known(url: URL): Promise<Owner & { page: Taken | undefined }> {
  try {
    const who = await owner();
    return { ...who, page: who.account ? await takenAt(who.account, url.pathname) : undefined };
  } catch {
    return { account: "", language: "id", page: undefined };
  }
}

/** Put a form into the queue and go on to the page it stands on, which shows what has become of it. */
async function putOff(account: string, page: Taken, request: Request, url: URL): Promise<Response> {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of await request.formData()) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") (fields[name] ??= []).push(value);
  }
  const at = new Date().toISOString();
  await keep({ id: crypto.randomUUID(), account, path: url.pathname, fields, at, title: page.title });
  await sendLater(Promise.resolve(worker.registration));
  changed();
  return Response.redirect(`${url.pathname}?lanjut`, 303);
}
