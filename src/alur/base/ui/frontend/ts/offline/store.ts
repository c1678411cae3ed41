// What a phone keeps in IndexedDB: forms that are not sent yet, what was taken along, and whose phone it is now.

/** Why a form was refused, as the server's problem details say it. */
export interface Refusal {
  type: string;
  title: string;
  detail: string;
  status: number;
}

/** A form that waits to be sent. at: ISO 8601 by this phone's clock; title: of what it belongs to. */
export interface Waiting {
  id: string;
  account: string;
  path: string;
  fields: Record<string, string[]>;
  at: string;
  title: string;
  refused?: Refusal;
}

/** A page taken along with all below it. prefix: its path; page: address of the copy; standing: JSON of the server. */
export interface Taken {
  account: string;
  prefix: string;
  page: string;
  title: string;
  bytes: number;
  stamp: string;
  standing: string;
  at: string;
}

/** Who uses this phone. */
export interface Owner {
  account: string;
  language: string;
}

/** What a sent form has brought, to be shown once. shown: HTML of the server. */
export interface News {
  account: string;
  prefix: string;
  title: string;
  shown: string;
}

type Store = "waiting" | "taken" | "self" | "news";
const STORES: Store[] = ["waiting", "taken", "self", "news"];

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("alur", 1);
    request.onupgradeneeded = () => {
      const made = request.result;
      made.createObjectStore("waiting", { keyPath: "id" });
      made.createObjectStore("taken", { keyPath: ["account", "prefix"] });
      made.createObjectStore("self");
      made.createObjectStore("news", { autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
  return opened;
}

/** Do work in one transaction and return what it asked for, once it is safely stored. */
async function within<T>(mode: IDBTransactionMode, work: (of: (store: Store) => IDBObjectStore) => IDBRequest<T> | void) {
  const made = (await database()).transaction(STORES, mode, { durability: "strict" });
  const asked = work((store) => made.objectStore(store));
  return new Promise<T>((resolve, reject) => {
    made.oncomplete = () => resolve(asked?.result as T);
    made.onabort = () => reject(made.error as DOMException);
  });
}

export const owner = async (): Promise<Owner> =>
  (await within<Owner | undefined>("readonly", (of) => of("self").get(0) as IDBRequest<Owner | undefined>)) ?? {
    account: "",
    language: "id",
  };

/** Return the account that the page shown belongs to. */
export const accountHere = (): string => document.querySelector("alur-offline")?.getAttribute("account") ?? "";

/** Return the forms of an account that wait, the oldest first. */
export async function waiting(account: string): Promise<Waiting[]> {
  const all = await within<Waiting[]>("readonly", (of) => of("waiting").getAll() as IDBRequest<Waiting[]>);
  return all.filter((each) => each.account === account).sort((one, two) => (one.at < two.at ? -1 : 1));
}

export async function taken(account: string): Promise<Taken[]> {
  const all = await within<Taken[]>("readonly", (of) => of("taken").getAll() as IDBRequest<Taken[]>);
  return all.filter((each) => each.account === account);
}

/** Return what an account has taken along that a path lies at or under. */
export async function takenAt(account: string, path: string): Promise<Taken | undefined> {
  return (await taken(account)).find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
}

export const keep = (form: Waiting): Promise<unknown> => within("readwrite", (of) => of("waiting").put(form));

export const drop = (ids: string[]): Promise<unknown> =>
  within("readwrite", (of) => ids.forEach((id) => of("waiting").delete(id)));

export const noteTaken = (row: Taken): Promise<unknown> => within("readwrite", (of) => of("taken").put(row));

const forget = (row: Taken): Promise<unknown> =>
  within("readwrite", (of) => of("taken").delete([row.account, row.prefix]));

/** Take something that was taken along off the phone. */
export async function letGo(row: Taken): Promise<void> {
  await forget(row);
  await (await caches.open(COPIES)).delete(row.page);
}

/** Note what the server answered, all in one act: what is off the queue, what is refused, how far she is, what it gave. */
export async function noteAnswers(done: string[], refused: Waiting[], rows: Taken[], news: News[]): Promise<void> {
  await within("readwrite", (of) => {
    done.forEach((id) => of("waiting").delete(id));
    refused.forEach((form) => of("waiting").put(form));
    rows.forEach((row) => of("taken").put(row));
    news.forEach((each) => of("news").add(each));
  });
}

/** Return the news for an account and forget them. */
export async function heard(account: string): Promise<News[]> {
  const all = await within<News[]>("readwrite", (of) => {
    const asked = of("news").getAll() as IDBRequest<News[]>;
    of("news").clear();
    return asked;
  });
  return all.filter((each) => each.account === account);
}

/** Note who uses the phone now, and tell whether that was somebody else before. */
export async function belongTo(who: Owner): Promise<boolean> {
  const before = await owner();
  await within("readwrite", (of) => of("self").put(who, 0));
  return before.account !== "" && before.account !== who.account;
}

/** Forget all that an account has on this phone, and all copies. */
export async function clear(account: string): Promise<void> {
  const ids = (await waiting(account)).map((each) => each.id);
  await within("readwrite", (of) => {
    ids.forEach((id) => of("waiting").delete(id));
    of("taken").clear();
    of("news").clear();
    of("self").clear();
  });
  await clearCopies();
}

export const COPIES = "copies";
export const clearCopies = (): Promise<boolean> => caches.delete(COPIES);

/** Forget what others have taken along. What they have not sent yet stays theirs, for their next sign-in. */
export async function clearOthers(account: string): Promise<void> {
  await within("readwrite", (of) => {
    const asked = of("taken").openCursor();
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (!cursor) return;
      if ((cursor.value as Taken).account !== account) cursor.delete();
      cursor.continue();
    };
    of("news").clear();
  });
  await clearCopies();
}
