// <alur-presence address="…" [active]>: once the meeting is opened from within, tells the server each minute that this
// page is still open. The server alone says what time it is and what counts.
const BEAT_MS = 60_000;

class AlurPresence extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.querySelector("a")?.addEventListener("click", () => {
      this.start();
    });
    document.addEventListener("visibilitychange", this.seen);
    if (this.hasAttribute("active")) {
      this.start();
      void this.beat();
    }
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.seen);
    this.stop();
  }

  private readonly seen = (): void => {
    // A browser that slept has lost its timer's turns.
    if (this.timer && document.visibilityState === "visible") void this.beat();
  };

  private start(): void {
    if (!this.timer) this.timer = window.setInterval(() => void this.beat(), BEAT_MS);
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
  }

  private async beat(): Promise<void> {
    const token = this.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const answer = await fetch(this.getAttribute("address") ?? "", {
        method: "POST",
        headers: { "X-CSRFToken": token },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const { lanjut } = (await answer.json()) as { lanjut: boolean };
      this.tell(false);
      if (!lanjut) this.stop();
    } catch {
      this.tell(true);
    }
  }

  private tell(lost: boolean): void {
    this.querySelector<HTMLElement>("[data-lost]")?.toggleAttribute("hidden", !lost);
  }
}

customElements.define("alur-presence", AlurPresence);
