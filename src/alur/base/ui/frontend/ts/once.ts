// A form is sent once, however often its button is pressed; coming back to the page frees it again.
const sent = new Set<HTMLFormElement>();

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  for (const form of sent) form.removeAttribute("aria-busy");
  sent.clear();
});
