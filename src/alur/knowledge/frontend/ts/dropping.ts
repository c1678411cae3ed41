// <alur-drop>: a form with one file, which may be dropped on it; it is sent at once.

class AlurDrop extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("dragleave", () => this.toggleAttribute("data-over", false));
    this.addEventListener("drop", (event) => this.dropped(event));
  }

  private over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", true);
  }

  private dropped(event: DragEvent): void {
    const field = this.querySelector<HTMLInputElement>("input[type=file]");
    const files = event.dataTransfer?.files;
    this.toggleAttribute("data-over", false);
    if (!field || !files?.length) return;
    event.preventDefault();
    field.files = files;
    field.form?.requestSubmit();
  }
}

customElements.define("alur-drop", AlurDrop);
