import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { isIP } from 'node:net'
import { bits, der, identifier, integer, octets, sequence, set, time, truth, utf8 } from './der.ts'

/** A certificate with its private key, as PEM. */
export type KeyedCertificate = { readonly cert: string; readonly key: string }

export const dayMs = 86_400_000
/** Clocks of agents may lag; a certificate is good from a little before it was made. */
const backdatedMs = dayMs

/** What an agent pins: SHA-256 of the public key as SubjectPublicKeyInfo, base64url. */
export function pinOf(cert: string | Buffer): string {
  return pinOfKey(new X509Certificate(cert).publicKey)
}

function pinOfKey(publicKey: KeyObject): string {
  return createHash('sha256').update(spkiOf(publicKey)).digest('base64url')
}

/** A new authority: a self-signed certificate that may sign leaves only. */
export function createAuthority(name: string, nowMs: number, days: number): KeyedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = commonName(name)
  const cert = issue({
    subject,
    issuer: subject,
    publicKey,
    issuerKey: { publicKey, privateKey },
    nowMs,
    untilMs: nowMs + days * dayMs,
    extensions: [
      extension('2.5.29.19', sequence(truth, integer(Buffer.from([0]))), true),
      // keyCertSign and cRLSign.
      extension('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1), true),
    ],
  })
  return { cert, key: pemOf(privateKey) }
}

/** A certificate for servers of these names and addresses, signed by an authority. */
export function createLeaf(leaf: {
  authority: { readonly cert: string; readonly key: KeyObject }
  names: readonly string[]
  nowMs: number
  days: number
}): KeyedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const authority = new X509Certificate(leaf.authority.cert)
  const endsMs = Date.parse(authority.validTo)
  const cert = issue({
    subject: commonName(leaf.names[0] ?? 'khien'),
    issuer: commonName(authority.subject.replace(/^CN=/, '')),
    publicKey,
    issuerKey: { publicKey: authority.publicKey, privateKey: leaf.authority.key },
    nowMs: leaf.nowMs,
    untilMs: Math.min(leaf.nowMs + leaf.days * dayMs, endsMs),
    extensions: [
      extension('2.5.29.19', sequence(), true),
      // digitalSignature.
      extension('2.5.29.15', bits(Buffer.from([0b1000_0000]), 7), true),
      // serverAuth.
      extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...leaf.names.map(generalName))),
    ],
  })
  return { cert, key: pemOf(privateKey) }
}

/** Whether a certificate is good at a time and for all of these names. */
export function isGoodFor(cert: string, names: readonly string[], atMs: number): boolean {
  const parsed = new X509Certificate(cert)
  if (Date.parse(parsed.validTo) <= atMs) return false
  return names.every((name) =>
    isIP(name) ? parsed.checkIP(name) !== undefined : parsed.checkHost(name) !== undefined,
  )
}

/** Whether a certificate was signed by an authority. */
export function isSignedBy(cert: string, authority: string): boolean {
  return new X509Certificate(cert).verify(new X509Certificate(authority).publicKey)
}

type Certificate = {
  subject: Buffer
  issuer: Buffer
  publicKey: KeyObject
  issuerKey: { publicKey: KeyObject; privateKey: KeyObject }
  nowMs: number
  untilMs: number
  extensions: readonly Buffer[]
}

/** A version 3 certificate (RFC 5280), signed with ECDSA and SHA-256. */
function issue(made: Certificate): string {
  const algorithm = sequence(identifier('1.2.840.10045.4.3.2'))
  const serial = randomBytes(16)
  serial[0] = (serial[0] ?? 0) & 0x7f || 1
  const authorityKey = der(0x80, keyIdentifier(made.issuerKey.publicKey))
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    made.issuer,
    sequence(time(made.nowMs - backdatedMs), time(made.untilMs)),
    made.subject,
    spkiOf(made.publicKey),
    der(
      0xa3,
      sequence(
        ...made.extensions,
        extension('2.5.29.14', octets(keyIdentifier(made.publicKey))),
        extension('2.5.29.35', sequence(authorityKey)),
      ),
    ),
  )
  const signature = sign('sha256', content, { key: made.issuerKey.privateKey, dsaEncoding: 'der' })
  const lines = sequence(content, algorithm, bits(signature))
    .toString('base64')
    .match(/.{1,64}/g)
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  )
}

const extension = (id: string, content: Buffer, isCritical = false) =>
  sequence(identifier(id), ...(isCritical ? [truth] : []), octets(content))

const commonName = (name: string) => sequence(set(sequence(identifier('2.5.4.3'), utf8(name))))

function generalName(name: string): Buffer {
  if (isIP(name) === 0) return der(0x82, Buffer.from(name, 'ascii'))
  return der(0x87, addressBytes(name))
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  // The URL parser writes an IPv6 address in its one short form, so that only `::` is left to fill in.
  const [left = '', right = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const missing = 8 - groups(left).length - groups(right).length
  const all = [...groups(left), ...Array<string>(missing).fill('0'), ...groups(right)]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

const spkiOf = (publicKey: KeyObject) => publicKey.export({ type: 'spki', format: 'der' })
const pemOf = (privateKey: KeyObject) =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const keyIdentifier = (publicKey: KeyObject) =>
  createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 20)
