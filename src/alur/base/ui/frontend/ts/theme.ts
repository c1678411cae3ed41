// A page that was taken along was made with the theme of that day; today's stands in the cookie.
const chosen = /(?:^|; )tema=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
const root = document.documentElement;
if (chosen !== root.dataset["theme"]) {
  if (chosen) root.dataset["theme"] = chosen;
  else delete root.dataset["theme"];
}
