import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { z } from 'zod'

export const oidcClient = { id: 'khien', secret: 'a secret: of+tests %' }

/** Somebody as the service knows them. */
export type Subject = { readonly name: string; readonly groups: readonly string[] }

/** A real OpenID provider on loopback; whoever comes is who `subject` says, without being asked. */
export type SignInService = {
  readonly issuer: string
  readonly subjects: Map<string, Subject>
  /** The account that signs in next; null: somebody presses "cancel". */
  readonly next: { subject: string | null }
  stop(): Promise<void>
}

export async function startSignInService(redirectUri: string): Promise<SignInService> {
  const held: { provider: Provider | null } = { provider: null }
  const subjects = new Map<string, Subject>()
  const next: { subject: string | null } = { subject: null }
  const server = createServer((request, response) => {
    const { provider } = held
    if (!provider) return response.writeHead(503).end()
    if (request.url?.startsWith('/interaction/')) return void interact(provider, request, response)
    return provider.callback()(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const issuer = `http://127.0.0.1:${port}`
  held.provider = new Provider(issuer, configurationOf(redirectUri, subjects))

  async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
    const { prompt, params } = await provider.interactionDetails(request, response)
    await provider.interactionFinished(request, response, await resultOf(provider, prompt, params))
  }
  async function resultOf(
    provider: Provider,
    prompt: { name: string },
    params: Record<string, unknown>,
  ): Promise<object> {
    const { subject } = next
    if (subject === null) return { error: 'access_denied' }
    if (prompt.name === 'login') return { login: { accountId: subject } }
    const grant = new provider.Grant({ accountId: subject, clientId: String(params['client_id']) })
    grant.addOIDCScope('openid profile')
    return { consent: { grantId: await grant.save() } }
  }

  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { issuer, subjects, next, stop }
}

const configurationOf = (redirectUri: string, subjects: ReadonlyMap<string, Subject>) => ({
  clients: [
    {
      client_id: oidcClient.id,
      client_secret: oidcClient.secret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: {
    url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}`,
  },
  cookies: { keys: ['key of tests'] },
  jwks: { keys: [{ ...signingKey(), use: 'sig', alg: 'RS256' }] },
  findAccount: (_: unknown, accountId: string) => {
    const subject = subjects.get(accountId)
    if (!subject) return undefined
    const { name, groups } = subject
    return {
      accountId,
      claims: () => ({ sub: accountId, preferred_username: name, groups }),
    }
  },
})

const signingKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
