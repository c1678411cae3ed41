// The search box in the header suggests while one types, as a combobox: arrows choose, Enter goes there, Escape shuts.
// Without a script, or when the suggestions fail, it is the form that it was.
const WAITS_MS = 120;
const LEAST = 2;

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggests]")) {
  const list = field.parentElement?.querySelector<HTMLElement>("[role=listbox]");
  if (list) combine(field, list);
}

function combine(field: HTMLInputElement, list: HTMLElement): void {
  let waits = 0;
  let asked = new AbortController();
  let chosen = -1;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    field.setAttribute(name, value);
  }
  shut();

  field.addEventListener("input", () => {
    clearTimeout(waits);
    asked.abort();
    if (field.value.trim().length < LEAST) shut();
    else waits = window.setTimeout(() => void suggest(), WAITS_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") shut();
    else if (event.key === "Enter" && chosen >= 0) options()[chosen]?.querySelector("a")?.click();
    else return;
    event.preventDefault();
  });
  field.form?.addEventListener("focusout", (event) => {
    if (!field.form?.contains(event.relatedTarget as Node | null)) shut();
  });

  async function suggest(): Promise<void> {
    asked = new AbortController();
    const typed = field.value;
    try {
      const address = `${field.dataset["suggests"]}?q=${encodeURIComponent(typed.trim())}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok || answer.redirected) return shut();
      const found = await answer.text();
      if (field.value !== typed || document.activeElement !== field) return;
      list.innerHTML = found;
      choose(-1);
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    } catch {
      shut(); // no network, or she typed on
    }
  }

  function options(): HTMLElement[] {
    return [...list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  /** Go up or down; past either end she is back in what she typed. */
  function move(by: number): void {
    const count = options().length + 1;
    choose(((chosen + 1 + by + count) % count) - 1);
  }

  function choose(place: number): void {
    chosen = place;
    options().forEach((each, at) => each.setAttribute("aria-selected", String(at === place)));
    const option = options()[place];
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function shut(): void {
    clearTimeout(waits);
    asked.abort();
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
}
