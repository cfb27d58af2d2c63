// A real OpenID Connect provider on loopback, for the tests of signing in: node-oidc-provider as its
// authors ship it, with the people that the tests name. Takes its port, the address that people
// come back to, and who there is, as JSON.

import Provider from "oidc-provider"

const [port, back, people] = process.argv.slice(2)
const known = new Map(Object.entries(JSON.parse(people)))
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
  clients: [{
    client_id: "touchpoint",
    client_secret: "a secret of the tests alone",
    redirect_uris: [back],
    token_endpoint_auth_method: "client_secret_post",
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["a key of the tests alone"] },
  pkce: { required: () => true },
  findAccount: (_context, sub) => known.has(sub)
    ? { accountId: sub, claims: () => ({ sub, ...known.get(sub) }) }
    : undefined,
})

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"))
