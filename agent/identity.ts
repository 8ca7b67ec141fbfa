import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { hostIdOf } from '#protocol/identity.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { HostId } from '#protocol/values.ts'
import { dataFiles, readStored, writeDurably } from './data-folder.ts'
import type { Log } from './log.ts'
import type { SessionStore, Signer } from './session.ts'

/** Who this host is: the key is the identity, all else is evidence. */
export type Identity = {
  readonly hostId: HostId
  readonly signer: Signer
  /** The same account name gives the same pseudonym on this host and another on every other. */
  pseudonym(name: string): string
}

const storedIdentity = z.object({
  version: z.literal(1),
  /** PKCS #8, base64url. */
  privateKey: z.string().min(1),
  pseudonymKey: z.string().min(1),
})

const storedSession = z.object({
  session: z.int().min(0),
  ticket: z.string().nullable(),
})

/**
 * The identity in a data folder, made at first use.
 * A damaged file is never replaced: a new key would be a new host, which is for a person to decide.
 */
export function openIdentity(folder: string): Identity {
  const path = join(folder, dataFiles.identity)
  const stored = readStored(path, storedIdentity)
  if (stored === 'damaged') throw damaged(path)
  if (stored) return identityFrom(stored, path)
  const made = {
    version: 1 as const,
    privateKey: generateKeyPairSync('ed25519')
      .privateKey.export({ format: 'der', type: 'pkcs8' })
      .toString('base64url'),
    pseudonymKey: randomBytes(32).toString('base64url'),
  }
  writeDurably(path, JSON.stringify(made))
  return identityFrom(made, path)
}

/** The identity, if the folder holds a readable one; makes and writes nothing. */
export function findIdentity(folder: string): Identity | null {
  const path = join(folder, dataFiles.identity)
  const stored = readStored(path, storedIdentity)
  return stored === null || stored === 'damaged' ? null : identityFrom(stored, path)
}

/** Signs with a key in memory; what a synthetic host needs too. */
export function signerOf(privateKey: KeyObject): Signer & { readonly hostId: HostId } {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = z.string().parse(jwk.x)
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest()
  return {
    publicKey,
    hostId: hostIdOf(digest),
    sign: (message) => sign(null, Buffer.from(message), privateKey).toString('base64url'),
  }
}

/** Turns names into pseudonyms under a key: 12 hexadecimal digits of an HMAC. */
export function pseudonymsUnder(key: Buffer): (name: string) => string {
  return (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, 12)
}

/** The session counter and the ticket of a data folder. */
export function openSessionStore(
  folder: string,
  options: { nowMs: number; log: Log },
): SessionStore {
  const path = join(folder, dataFiles.session)
  const stored = readStored(path, storedSession)
  let current = { session: 0, ticket: null as string | null }
  if (stored === 'damaged') {
    // A counter that starts again would make every report look old. Seconds are far ahead of any count of connections.
    current.session = Math.max(0, Math.floor(options.nowMs / 1000))
    options.log.warn({ path, session: current.session }, 'session file damaged, counter moved on')
  } else if (stored) {
    current = stored
  }
  const keep = (next: typeof current) => {
    writeDurably(path, JSON.stringify(next))
    current = next
  }
  return {
    nextSession() {
      keep({ ...current, session: current.session + 1 })
      return current.session
    },
    ticket: () => current.ticket,
    keepWelcome: ({ ticket }) => keep({ ...current, ticket }),
  }
}

function identityFrom(stored: z.infer<typeof storedIdentity>, path: string): Identity {
  const { hostId, ...signer } = signerOf(privateKeyFrom(stored.privateKey, path))
  const pseudonym = pseudonymsUnder(Buffer.from(stored.pseudonymKey, 'base64url'))
  return { hostId, signer, pseudonym }
}

function privateKeyFrom(encoded: string, path: string): KeyObject {
  try {
    const key = Buffer.from(encoded, 'base64url')
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  } catch {
    throw damaged(path)
  }
}

function damaged(path: string): Refusal {
  return new Refusal('FILE_NOT_READABLE', { file: path, detail: 'damaged' })
}
