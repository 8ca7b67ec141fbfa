import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { tryToKeep, readKept, writeWhole } from '../data-folder.ts'
import type { Subject } from './subjects.ts'

const stored = z.object({
  version: z.literal(1),
  /** Of this file alone, base64url. */
  key: z.string().min(43),
  /** The id of the rule that fitted, or null, by a keyed digest of rules, account and hash. */
  verdicts: z.record(z.string(), z.string().nullable()),
})

/** What was found of hashes that have not changed since, so that they are computed once. */
export type KeptVerdicts = {
  /** Undefined: this hash was not compared with these rules yet. */
  find(subject: Subject): string | null | undefined
  /** Keeps what was found now, and forgets all other hashes. What cannot be written is found anew. */
  keep(found: readonly { subject: Subject; rule: string | null }[]): void
}

/**
 * The verdicts in a file that its owner alone may read; null: nothing is kept. A digest under a key that never leaves
 * the file says nothing of the hash. A damaged file is begun anew.
 */
export function openKeptVerdicts(file: string | null, rulesVersion: string): KeptVerdicts {
  if (file === null) return { find: () => undefined, keep: () => undefined }
  const held = readKept(file, stored)
  const key = held?.key ?? randomBytes(32).toString('base64url')
  const verdicts = new Map(Object.entries(held?.verdicts ?? {}))
  const digestOf = ({ account, hash }: Subject) =>
    createHmac('sha256', key)
      .update(JSON.stringify([rulesVersion, account, hash]))
      .digest('base64url')
  return {
    find: (subject) => verdicts.get(digestOf(subject)),
    keep: (found) => {
      const next = new Map(found.map(({ subject, rule }) => [digestOf(subject), rule]))
      if (next.size === verdicts.size && [...next.keys()].every((each) => verdicts.has(each)))
        return
      const kept = { version: 1, key, verdicts: Object.fromEntries(next) }
      tryToKeep(() => writeWhole(file, JSON.stringify(kept)))
    },
  }
}
