// htmx with Django's protection against forged requests: the token stands in the page's own forms.
import htmx from "htmx.org";

const UNSAFE = new Set(["post", "put", "patch", "delete"]);

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers } = (event as CustomEvent<{ verb: string; headers: Record<string, string> }>).detail;
  const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
  if (UNSAFE.has(verb) && token) headers["X-CSRFToken"] = token;
});

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;
