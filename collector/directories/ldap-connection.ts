import { Client, InvalidCredentialsError, type Entry } from 'ldapts'
import type { ConnectionOptions } from 'node:tls'
import { isIP } from 'node:net'

const answerTimeoutMs = 8_000
const connectTimeoutMs = 5_000
/** From the first byte to the last, whatever the directory does meanwhile. */
const wholeTimeoutMs = 20_000

/** Where a directory is; a password goes over TLS or not at all. */
export type LdapServer = {
  readonly url: string
  readonly isStartTls: boolean
  /** PEM; null: the authorities that Node trusts. */
  readonly ca: string | null
}

/** One connection that is bound, as the readers of this room use it. */
export type LdapConnection = {
  search(
    base: string,
    options: { filter: string; scope: 'base' | 'sub'; attributes: string[]; sizeLimit: number },
  ): Promise<Entry[]>
}

/** Binds, lets `use` read, and closes; everything that goes wrong is thrown. */
export async function withLdap<T>(
  server: LdapServer,
  account: { readonly dn: string; readonly password: string },
  use: (connection: LdapConnection) => Promise<T>,
): Promise<T> {
  // RFC 4513 5.1.2: a bind without a password succeeds without a check.
  if (account.dn === '' || account.password === '') throw new Error('bind without a password')
  const client = clientOf(server)
  const timer = { id: setTimeout(() => undefined, 0) }
  const late = new Promise<never>((_, reject) => {
    timer.id = setTimeout(() => reject(new Error('the directory took too long')), wholeTimeoutMs)
  })
  try {
    return await Promise.race([late, bindAndUse(client, { server, account }, use)])
  } finally {
    clearTimeout(timer.id)
    // Saying goodbye to a connection that broke is no news.
    await client.unbind().catch(() => null)
  }
}

/** False: the directory knows this account and not with this password. */
export async function isLdapPassword(server: LdapServer, dn: string, password: string) {
  if (password === '') return false
  try {
    return await withLdap(server, { dn, password }, () => Promise.resolve(true))
  } catch (error) {
    if (error instanceof InvalidCredentialsError) return false
    throw error
  }
}

function clientOf(server: LdapServer): Client {
  const { url, isStartTls } = server
  return new Client({
    url,
    timeout: answerTimeoutMs,
    connectTimeout: connectTimeoutMs,
    ...(isStartTls ? {} : { tlsOptions: tlsOptions(server) }),
  })
}

async function bindAndUse<T>(
  client: Client,
  { server, account }: { server: LdapServer; account: { dn: string; password: string } },
  use: (connection: LdapConnection) => Promise<T>,
): Promise<T> {
  if (server.isStartTls) await client.startTLS(tlsOptions(server))
  await client.bind(account.dn, account.password)
  return use({
    search: async (base, { filter, scope, attributes, sizeLimit }) => {
      const { searchEntries } = await client.search(base, {
        filter,
        scope,
        attributes,
        sizeLimit,
        timeLimit: answerTimeoutMs / 1000,
        explicitBufferAttributes: ['objectGUID'],
      })
      return searchEntries
    },
  })
}

function tlsOptions({ url, ca }: LdapServer): ConnectionOptions {
  const { hostname } = new URL(url)
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  return {
    host,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca }),
  }
}
