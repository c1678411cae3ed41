// <alur-passkey act="get|create" options="JSON">: asks the browser for a passkey and sends the form it stands in.
type Act = "get" | "create";

class AlurPasskey extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!("PublicKeyCredential" in window)) {
      this.fail();
      if (button) button.disabled = true;
      return;
    }
    button?.addEventListener("click", () => void this.ask());
  }

  private async ask(): Promise<void> {
    const field = this.querySelector<HTMLInputElement>("input[name=credential]");
    const options = JSON.parse(this.getAttribute("options") ?? "{}") as { publicKey: never };
    try {
      const credential = await request(this.getAttribute("act") as Act, options.publicKey);
      if (!field || !credential) return this.fail();
      field.value = JSON.stringify((credential as PublicKeyCredential).toJSON());
      field.form?.requestSubmit();
    } catch {
      this.fail();
    }
  }

  private fail(): void {
    this.querySelector(".wrong")?.removeAttribute("hidden");
  }
}

function request(act: Act, publicKey: never): Promise<Credential | null> {
  return act === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

customElements.define("alur-passkey", AlurPasskey);
