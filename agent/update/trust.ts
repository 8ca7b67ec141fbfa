import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  keyStatement,
  keyStatementMessage,
  releaseManifest,
  releaseMessage,
  type KeyStatement,
  type ReleaseManifest,
} from '#protocol/releases.ts'
import { limits } from '#protocol/limits.ts'
import { splitSignedLines } from '#protocol/signed-lines.ts'
import { dataFiles, errorCode, writeDurably } from '../data-folder.ts'
import type { Log } from '../log.ts'
import { signerOf } from '../signature.ts'

/** Whose releases are believed, and what they have signed. */
export type ReleaseTrust = {
  /** Raw Ed25519 public keys, base64url: at most two. None: every release is refused. */
  keys(): readonly string[]
  /** The release that a trusted key has signed; null: none has, or it says nothing that this agent can read. */
  read(manifest: string): ReleaseManifest | null
  /**
   * Takes what the keys have signed about each other: one retires the other and may name its successor. What is not
   * signed, is older than what was taken, or would leave a key to retire itself, is passed over.
   * @throws Refusal DATA_DIR_NOT_WRITABLE; the keys stay as they were
   */
  take(statements: readonly string[]): void
}

type Trusted = { readonly keys: readonly string[]; readonly sequence: number }

/**
 * The keys of a data folder: those that are compiled in, changed by the statements that were taken. These are kept as
 * they were signed and verified again at every start, so that the file alone makes nobody trusted.
 */
export function openReleaseTrust(parts: {
  readonly folder: string
  readonly compiled: readonly string[]
  readonly log: Log
}): ReleaseTrust {
  const { folder, log } = parts
  const path = join(folder, dataFiles.releaseKeys)
  const kept: string[] = []
  let trusted: Trusted = { keys: parts.compiled.slice(0, 2), sequence: 0 }
  const accept = (statement: string): boolean => {
    const next = trustAfter(statement, trusted)
    if (next === null) return false
    trusted = next
    return true
  }
  for (const statement of storedIn(path, log)) if (accept(statement)) kept.push(statement)
  return {
    keys: () => trusted.keys,
    read: (manifest) => readManifest(manifest, trusted.keys),
    take(statements) {
      const before = trusted
      const taken = statements.filter(accept)
      if (taken.length === 0) return
      try {
        writeDurably(path, JSON.stringify([...kept, ...taken]))
      } catch (error) {
        trusted = before
        throw error
      }
      kept.push(...taken)
      log.warn({ keys: trusted.keys, sequence: trusted.sequence }, 'release keys changed')
    },
  }
}

/** The version that a manifest claims, whoever signed it: to be told of, never to be acted on. Null: it claims none. */
export function claimedVersion(file: string): string | null {
  const lines = splitSignedLines(file, limits.releaseManifestBytesMax)
  const claimed = lines && releaseManifest.pick({ version: true }).safeParse(jsonOf(lines.content))
  return claimed?.data?.version ?? null
}

function readManifest(file: string, keys: readonly string[]): ReleaseManifest | null {
  const lines = splitSignedLines(file, limits.releaseManifestBytesMax)
  if (!lines || signerOf(lines, releaseMessage, keys) === null) return null
  return releaseManifest.safeParse(jsonOf(lines.content)).data ?? null
}

/** Null: the statement changes nothing. */
function trustAfter(file: string, trusted: Trusted): Trusted | null {
  const lines = splitSignedLines(file, limits.keyStatementBytesMax)
  const signer = lines && signerOf(lines, keyStatementMessage, trusted.keys)
  if (!lines || signer === null) return null
  const statement = keyStatement.safeParse(jsonOf(lines.content)).data
  if (!statement || statement.sequence <= trusted.sequence) return null
  const changes = trusted.keys.includes(statement.retires) && statement.retires !== signer
  return changes ? { keys: keysAfter(signer, statement), sequence: statement.sequence } : null
}

function keysAfter(signer: string, { names, retires }: KeyStatement): readonly string[] {
  return names === null || names === signer || names === retires ? [signer] : [signer, names]
}

function storedIn(path: string, log: Log): readonly string[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') log.warn({ path, why: errorCode(error) }, 'not read')
    return []
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
