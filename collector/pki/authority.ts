import { X509Certificate } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { gatewayServerName } from '#protocol/frames.ts'
import type { ServedCertificate } from '#collector/deps.ts'
import { readBrowserCertificate } from './browser-certificate.ts'
import {
  createAuthority,
  createLeaf,
  dayMs,
  isGoodFor,
  isSignedBy,
  pinOf,
  type KeyedCertificate,
} from './certificates.ts'
import { makePrivateFolder, readIfThere, writePrivately } from './private-files.ts'

const authorityDays = 20 * 365
/** Browsers refuse leaves that are good for longer than 398 days. */
const leafDays = 397
/** A leaf is made anew when less than this is left. */
const renewBeforeMs = 60 * dayMs
/** The next authority takes over when the current one is this near to its end. */
const succeedBeforeMs = 2 * 365 * dayMs

/** The collector's own certificate authority and the certificates that it serves. */
export type Authority = {
  /** Public keys of the authority, current and next: what join strings carry. The first signs the gateway's leaf. */
  readonly pins: readonly [string, string]
  /** PEM of the current authority, for a browser or a tool that wants to trust it. */
  readonly certificate: string
  /** What is signed and served with now, each with its end. */
  certificates(): readonly ServedCertificate[]
  /** For `https.createServer`: the gateway's certificate under its server name, the browser's under any other. */
  readonly tlsOptions: TlsOptions
  /** Makes anew what ends soon; new connections get it at once. True: something was made. */
  renew(nowMs: number): Promise<boolean>
}

type TlsOptions = {
  readonly cert: string
  readonly key: string
  readonly minVersion: 'TLSv1.2'
  readonly SNICallback: (
    serverName: string,
    answer: (error: Error | null, context?: SecureContext) => void,
  ) => void
}

/** What the authority rests on. `address` is `host:port`, as in the settings. */
type AuthorityOptions = {
  folder: string
  address: string
  browserCertificate: { readonly certFile: string; readonly keyFile: string } | null
  nowMs: number
}

/**
 * Opens the authority in its folder, and makes it on the first start.
 * @throws Refusal CERTIFICATE_INVALID, DATA_DIR_NOT_WRITABLE
 */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  makePrivateFolder(options.folder)
  const { current, next } = await openKeys(options.folder, options.nowMs)
  const chain = (leaf: KeyedCertificate) => ({ key: leaf.key, cert: leaf.cert + current.cert })

  async function openLeaf(name: string, names: readonly string[], nowMs: number) {
    const stored = readPair(options.folder, name)
    const isGood = stored !== null && isGoodFor(stored.cert, names, nowMs + renewBeforeMs)
    if (isGood && isSignedBy(stored.cert, current.cert)) return stored
    const leaf = await createLeaf({ authority: current, names, nowMs, days: leafDays })
    writePair(options.folder, name, leaf)
    return leaf
  }

  const { browserCertificate } = options
  async function load(nowMs: number) {
    const gateway = chain(await openLeaf('gateway', [gatewayServerName], nowMs))
    const browser =
      browserCertificate === null
        ? chain(await openLeaf('browser', namesOfThisMachine(options.address), nowMs))
        : readBrowserCertificate(browserCertificate, nowMs)
    return { gateway: served(gateway), browser: served(browser) }
  }

  let loaded = await load(options.nowMs)
  return {
    pins: [pinOf(current.cert), pinOf(next.cert)],
    certificate: current.cert,
    certificates: () => [
      { name: 'authority', endsMs: endOf(current.cert) },
      { name: 'next-authority', endsMs: endOf(next.cert) },
      { name: 'gateway', endsMs: endOf(loaded.gateway.cert) },
      { name: 'browser', endsMs: endOf(loaded.browser.cert) },
    ],
    tlsOptions: {
      cert: loaded.browser.cert,
      key: loaded.browser.key,
      minVersion: 'TLSv1.2',
      SNICallback: (serverName, answer) =>
        answer(null, (serverName === gatewayServerName ? loaded.gateway : loaded.browser).context),
    },
    async renew(nowMs) {
      const before = loaded
      loaded = await load(nowMs)
      return (
        before.gateway.cert !== loaded.gateway.cert || before.browser.cert !== loaded.browser.cert
      )
    },
  }
}

/** Of a chain, the end of its first certificate. */
const endOf = (cert: string) => new X509Certificate(cert).validToDate.getTime()

function served(pair: KeyedCertificate) {
  return { ...pair, context: createSecureContext({ ...pair, minVersion: 'TLSv1.2' }) }
}

/** The two authorities. When the current one nears its end the next takes its place, and a new next is made. */
async function openKeys(folder: string, nowMs: number) {
  const next = readPair(folder, 'next') ?? (await makeAuthority(folder, 'next', nowMs))
  const current = readPair(folder, 'current') ?? (await makeAuthority(folder, 'current', nowMs))
  const isGood = isGoodFor(current.cert, [], nowMs + succeedBeforeMs)
  if (isGood && current.cert !== next.cert) return { current, next }
  // A start that was killed between these two steps finds both alike, and goes on here.
  writePair(folder, 'current', next)
  return { current: next, next: await makeAuthority(folder, 'next', nowMs) }
}

async function makeAuthority(folder: string, name: string, nowMs: number) {
  const authority = await createAuthority('Khien authority', nowMs, authorityDays)
  writePair(folder, name, authority)
  return authority
}

/** One file for key and certificates, so that no crash can part them. */
function writePair(folder: string, name: string, pair: KeyedCertificate): void {
  writePrivately(join(folder, `${name}.pem`), pair.key + pair.cert)
}

function readPair(folder: string, name: string): KeyedCertificate | null {
  const text = readIfThere(join(folder, `${name}.pem`))
  if (text === null) return null
  const start = text.indexOf('-----BEGIN CERTIFICATE-----')
  return { key: text.slice(0, start), cert: text.slice(start) }
}

function namesOfThisMachine(address: string): string[] {
  const host = address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  const own = hostname()
  const isName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(own)
  return [...new Set(['localhost', ...(isName ? [own] : []), host, '127.0.0.1', '::1'])]
}
