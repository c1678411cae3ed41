// <alur-order up down>: steps with a place each (select); with scripts they are moved by buttons instead.
class AlurOrder extends HTMLElement {
  connectedCallback(): void {
    for (const step of this.steps()) {
      step.prepend(element("span", "step-place"));
      const moves = element("span", "step-moves");
      moves.append(this.button(step, -1), this.button(step, 1));
      step.append(moves);
    }
    this.number();
  }

  private steps(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".step")];
  }

  private button(step: HTMLElement, by: -1 | 1): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = by < 0 ? "↑" : "↓";
    const word = this.getAttribute(by < 0 ? "up" : "down") ?? "";
    button.setAttribute("aria-label", `${word}: ${step.querySelector("[id$=-teks]")?.textContent ?? ""}`);
    button.addEventListener("click", () => this.move(step, by, button));
    return button;
  }

  private move(step: HTMLElement, by: -1 | 1, button: HTMLButtonElement): void {
    if (by < 0) step.previousElementSibling?.before(step);
    else step.nextElementSibling?.after(step);
    this.number();
    button.focus();
  }

  private number(): void {
    for (const [index, step] of this.steps().entries()) {
      const place = step.querySelector(".step-place");
      if (place) place.textContent = String(index + 1);
      const select = step.querySelector("select");
      if (select) select.selectedIndex = index + 1;
    }
  }
}

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

customElements.define("alur-order", AlurOrder);
