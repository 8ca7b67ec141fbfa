import * as oidc from 'openid-client'
import type { Log, SignInProvider, VouchedPerson } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { roleOfGroups, type GroupRole } from './group-roles.ts'

const timeoutSeconds = 10
const nameLengthMax = 60
/** Which claim names a person, in this order; ADFS has `upn`. */
const nameClaims = ['preferred_username', 'upn', 'email'] as const

/** What a sign-in service is asked with. */
export type OidcSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly groupsClaim: string
  readonly groups: readonly GroupRole[]
  /** Where it sends browsers back to: an address of ours that it knows. */
  readonly redirectUri: string
}

/** The code flow with PKCE, state and nonce. What the service says of itself is read at the first sign-in and kept. */
export function createOidcProvider(settings: OidcSettings, log: Log): SignInProvider {
  const held: { configuration: Promise<oidc.Configuration> | null } = { configuration: null }

  async function configuration(): Promise<oidc.Configuration> {
    held.configuration ??= discover(settings)
    try {
      return await held.configuration
    } catch (error) {
      held.configuration = null
      throw error
    }
  }

  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question()
    } catch (error) {
      if (error instanceof Refusal) throw error
      log.error({ err: error, issuer: settings.issuer }, 'the sign-in service said no, or nothing')
      throw refusalOf(error)
    }
  }

  return {
    begin: () =>
      ask(async () => {
        const verifier = oidc.randomPKCECodeVerifier()
        const checks = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
        const url = oidc.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.redirectUri,
          scope: 'openid profile',
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
        return { url, checks }
      }),

    finish: (query, checks) =>
      ask(async () => {
        const answer = new URL(settings.redirectUri)
        answer.search = query.toString()
        const service = await configuration()
        const tokens = await oidc.authorizationCodeGrant(service, answer, {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.verifier,
          idTokenExpected: true,
        })
        return personOf(settings, await claimsOf(service, settings, tokens))
      }),
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const [basic, post] = [oidc.ClientSecretBasic(clientSecret), oidc.ClientSecretPost(clientSecret)]
  // OpenID Connect Discovery 1.0, 3: without a word about it, the method is client_secret_basic.
  const authenticate: oidc.ClientAuth = (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
  // The settings let http:// through for this very computer alone.
  const isHere = issuer.startsWith('http://')
  return oidc.discovery(new URL(issuer), clientId, { client_secret: clientSecret }, authenticate, {
    timeout: timeoutSeconds,
    execute: isHere ? [oidc.allowInsecureRequests] : [],
  })
}

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }
type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

/** Services that keep the ID token short tell groups and name where the access token is shown. */
async function claimsOf(
  service: oidc.Configuration,
  { groupsClaim }: OidcSettings,
  tokens: Tokens,
): Promise<Claims> {
  const claims = tokens.claims()
  if (!claims) throw new Refusal('PROVIDER_REFUSED', { detail: 'id_token' })
  const isWhole = claims[groupsClaim] !== undefined && nameIn(claims) !== null
  if (isWhole || service.serverMetadata().userinfo_endpoint === undefined) return claims
  const more = await oidc.fetchUserInfo(service, tokens.access_token, claims.sub)
  return { ...more, ...claims }
}

function personOf({ issuer, groupsClaim, groups }: OidcSettings, claims: Claims): VouchedPerson {
  const said = claims[groupsClaim]
  const names = new Set(Array.isArray(said) ? said : [said])
  return {
    externalId: `${issuer} ${claims.sub}`,
    name: (nameIn(claims) ?? claims.sub).slice(0, nameLengthMax),
    role: roleOfGroups(groups, (group) => names.has(group)),
  }
}

function nameIn(claims: Claims): string | null {
  for (const claim of nameClaims) {
    const value = claims[claim]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return null
}

/** What the service, or the check of its answer, said no to; everything else is a service that cannot be reached. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    return new Refusal('PROVIDER_REFUSED', { detail: error.error.slice(0, 60) })
  }
  const code = error instanceof oidc.ClientError ? (error.code ?? '') : ''
  const isAnswer = code !== '' && code !== 'OAUTH_TIMEOUT' && code !== 'OAUTH_ABORT'
  if (!isAnswer) return new Refusal('PROVIDER_UNAVAILABLE')
  return new Refusal('PROVIDER_REFUSED', { detail: code.toLowerCase().slice(0, 60) })
}
