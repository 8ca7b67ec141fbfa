// The library finds its algorithms through decorators, which need this first.
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as WrittenCertificate,
  X509CertificateGenerator,
  type Extension,
  type X509CertificateCreateWithKeyParams,
} from '@peculiar/x509'
import { createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate with its private key, as PEM. */
export type KeyedCertificate = { readonly cert: string; readonly key: string }

export const dayMs = 86_400_000
/** Clocks of agents may lag; a certificate is good from a little before it was made. */
const backdatedMs = dayMs
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/** What an agent pins: SHA-256 of the public key as SubjectPublicKeyInfo, base64url. */
export function pinOf(cert: string | Buffer): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64url')
}

/** A new authority: a self-signed certificate that may sign leaves only. */
export async function createAuthority(
  name: string,
  nowMs: number,
  days: number,
): Promise<KeyedCertificate> {
  const keys = await newKeys()
  const subjectKey = await SubjectKeyIdentifierExtension.create(keys.publicKey)
  const cert = await issue({
    subject: [{ CN: [name] }],
    issuer: [{ CN: [name] }],
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    notBefore: new Date(nowMs - backdatedMs),
    notAfter: new Date(nowMs + days * dayMs),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      subjectKey,
      new AuthorityKeyIdentifierExtension(subjectKey.keyId),
    ],
  })
  return { cert, key: await pemOf(keys.privateKey) }
}

/** A certificate for servers of these names and addresses, signed by an authority. */
export async function createLeaf(leaf: {
  authority: KeyedCertificate
  names: readonly string[]
  nowMs: number
  days: number
}): Promise<KeyedCertificate> {
  const keys = await newKeys()
  const authority = new WrittenCertificate(leaf.authority.cert)
  const endsMs = Math.min(leaf.nowMs + leaf.days * dayMs, authority.notAfter.getTime())
  const cert = await issue({
    subject: [{ CN: [leaf.names[0] ?? 'khien'] }],
    issuer: authority.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(leaf.authority),
    notBefore: new Date(leaf.nowMs - backdatedMs),
    notAfter: new Date(endsMs),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(leaf.names.map(generalName)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...issuedBy(authority),
    ],
  })
  return { cert, key: await pemOf(keys.privateKey) }
}

/** A certificate for a key that signs documents and serves no connection. */
export async function createDocumentCertificate(wanted: {
  authority: KeyedCertificate
  nowMs: number
  days: number
}): Promise<KeyedCertificate> {
  const keys = await newKeys()
  const authority = new WrittenCertificate(wanted.authority.cert)
  const endsMs = Math.min(wanted.nowMs + wanted.days * dayMs, authority.notAfter.getTime())
  const usage = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
  const cert = await issue({
    subject: [{ CN: ['Khien documents'] }],
    issuer: authority.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(wanted.authority),
    notBefore: new Date(wanted.nowMs - backdatedMs),
    notAfter: new Date(endsMs),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(usage, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...issuedBy(authority),
    ],
  })
  return { cert, key: await pemOf(keys.privateKey) }
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

/** Signs with SHA-256, under a random serial number of 128 bits. */
async function issue(made: X509CertificateCreateWithKeyParams): Promise<string> {
  const certificate = await X509CertificateGenerator.create(made)
  return `${certificate.toString('pem')}\n`
}

/** Names the key of the authority as its own certificate does: one that differs would break the chain. */
function issuedBy(authority: WrittenCertificate): Extension[] {
  const key = authority.getExtension(SubjectKeyIdentifierExtension)
  return key ? [new AuthorityKeyIdentifierExtension(key.keyId)] : []
}

const generalName = (name: string) =>
  isIP(name) === 0 ? { type: 'dns' as const, value: name } : { type: 'ip' as const, value: name }

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

function signingKeyOf({ key }: KeyedCertificate): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(key), algorithm, false, ['sign'])
}

async function pemOf(privateKey: CryptoKey): Promise<string> {
  const key = await crypto.subtle.exportKey('pkcs8', privateKey)
  return `${PemConverter.encode(key, PemConverter.PrivateKeyTag)}\n`
}
