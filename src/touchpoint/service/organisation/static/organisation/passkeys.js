// Passkeys: the one thing here that a browser does only for a script. Each form says what it is for
// in data-passkey (add, use, sign-in), and holds the options in a script of JSON or says where to
// fetch them. Without this script the forms stay hidden and a note beside them says why.

const bytes = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/")
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer
}

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

const decodedIds = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

const options = async (form) => {
  const held = form.querySelector("script[type='application/json']")
  if (held) return JSON.parse(held.textContent).publicKey
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw new Error("The options could not be fetched.")
  return (await answer.json()).request_options.publicKey
}

const add = async (form) => {
  const wanted = await options(form)
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false
  const credential = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      user: { ...wanted.user, id: bytes(wanted.user.id) },
      excludeCredentials: decodedIds(wanted.excludeCredentials),
      authenticatorSelection: {
        ...wanted.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        userVerification: alone ? "required" : "preferred",
      },
    },
  })
  return answered(credential, {
    attestationObject: text(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  })
}

const use = async (form) => {
  const wanted = await options(form)
  const credential = await navigator.credentials.get({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      allowCredentials: decodedIds(wanted.allowCredentials),
    },
  })
  const { authenticatorData, signature, userHandle } = credential.response
  return answered(credential, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    ...(userHandle ? { userHandle: text(userHandle) } : {}),
  })
}

const answered = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  clientExtensionResults: credential.getClientExtensionResults(),
})

const ready = (form) => {
  const ceremony = form.dataset.passkey === "add" ? add : use
  const fault = form.querySelector("[data-passkey-fault]")
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    fault.hidden = true
    try {
      form.elements.credential.value = JSON.stringify(await ceremony(form))
      form.submit()
    } catch {
      fault.hidden = false
    }
  })
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(ready)
  document.querySelectorAll("[data-passkey-without]").forEach((note) => { note.hidden = true })
}
