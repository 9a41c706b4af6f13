// Passkeys. A form with data-passkey ("create", "get", "sign-in") is hidden until the browser can do it; pressing its
// button asks the device, puts the answer into the field "credential" and sends the form.
(() => {
  "use strict";
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!window.PublicKeyCredential || !window.isSecureContext) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  async function create(options, passwordless) {
    const asked = options.publicKey;
    const selection = { ...asked.authenticatorSelection };
    if (passwordless) {
      Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    }
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: keys(asked.excludeCredentials),
        authenticatorSelection: selection,
      },
    });
    return {
      type: made.type,
      id: made.id,
      rawId: text(made.rawId),
      clientExtensionResults: made.getClientExtensionResults(),
      response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  }

  async function get(options) {
    const asked = options.publicKey;
    const found = await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: keys(asked.allowCredentials) },
    });
    const said = found.response;
    return {
      type: found.type,
      id: found.id,
      rawId: text(found.rawId),
      clientExtensionResults: found.getClientExtensionResults(),
      response: {
        clientDataJSON: text(said.clientDataJSON),
        authenticatorData: text(said.authenticatorData),
        signature: text(said.signature),
        userHandle: said.userHandle ? text(said.userHandle) : null,
      },
    };
  }

  async function answer(form) {
    const how = form.dataset.passkey;
    if (how === "create") {
      const box = form.querySelector("[name=passwordless]");
      return create(JSON.parse(form.dataset.options), Boolean(box && box.checked));
    }
    if (how === "get") return get(JSON.parse(form.dataset.options));
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("no question from the server");
    return get((await response.json()).request_options);
  }

  document.querySelectorAll("[data-passkey-missing]").forEach((each) => { each.hidden = true; });
  forms.forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      const field = form.querySelector("[name=credential]");
      if (field.value) return;
      event.preventDefault();
      const error = form.querySelector("[data-passkey-error]");
      if (error) error.hidden = true;
      try {
        field.value = JSON.stringify(await answer(form));
        form.submit();
      } catch (problem) {
        field.value = "";
        if (error) { error.hidden = false; error.setAttribute("role", "alert"); }
      }
    });
  });
})();
