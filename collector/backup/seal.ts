import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  scrypt,
  timingSafeEqual,
  type CipherGCM,
  type DecipherGCM,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { Lead, Seal } from './form.ts'

const cipherName = 'aes-256-gcm'
/** OWASP Password Storage Cheat Sheet, 2025: N=2^17, r=8, p=1; 128 MB for half a second. */
const strength = { cost: 2 ** 17, blockSize: 8, parallelization: 1 } as const
const memoryBytesMax = 2 ** 31
const keyBytes = 32

/** One message of AES-GCM holds less than 64 GiB (NIST SP 800-38D); a larger backup is kept on an encrypted disk. */
export const sealedBytesMax = 2 ** 36 - 2 ** 20

type Keys = { readonly content: Buffer; readonly check: Buffer }
const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

async function keysOf(passphrase: string, seal: Omit<Seal, 'check' | 'iv' | 'kdf'>): Promise<Keys> {
  const { cost, blockSize, parallelization } = seal
  const salt = Buffer.from(seal.salt, 'base64url')
  const options = { cost, blockSize, parallelization, maxmem: memoryBytesMax }
  const made = await derive(passphrase.normalize('NFC'), salt, 2 * keyBytes, options)
  return { content: made.subarray(0, keyBytes), check: made.subarray(keyBytes) }
}

/** Proves the passphrase over everything else that the lead says. */
function checkOf(lead: Lead, sealed: Omit<Seal, 'check'>, { check }: Keys): Buffer {
  const said = { form: lead.form, version: lead.version, migrations: lead.migrations, sealed }
  return createHmac('sha256', check).update(JSON.stringify(said)).digest()
}

/** A lead that says how it is sealed, and what seals. */
export async function sealWith(
  passphrase: string,
  open: Lead,
  randomBytes: (count: number) => Buffer,
): Promise<{ lead: Lead; cipher: CipherGCM }> {
  const salt = randomBytes(32).toString('base64url')
  const iv = randomBytes(12)
  const keys = await keysOf(passphrase, { ...strength, salt })
  const sealed = { kdf: 'scrypt', ...strength, salt, iv: iv.toString('base64url') } as const
  const check = checkOf(open, sealed, keys).toString('base64url')
  const lead = { ...open, sealed: { ...sealed, check } }
  return { lead, cipher: createCipheriv(cipherName, keys.content, iv) }
}

/** What unseals; null: the passphrase is another one. */
export async function unsealWith(
  passphrase: string,
  lead: Lead & { readonly sealed: Seal },
  tag: Buffer,
): Promise<DecipherGCM | null> {
  const { check, ...sealed } = lead.sealed
  const keys = await keysOf(passphrase, sealed)
  const expected = checkOf(lead, sealed, keys)
  const given = Buffer.from(check, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const iv = Buffer.from(sealed.iv, 'base64url')
  return createDecipheriv(cipherName, keys.content, iv, { authTagLength: tag.length }).setAuthTag(
    tag,
  )
}
