import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import type { ProofFrame } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import { createAgency } from '#store/agencies.ts'
import { admit } from '#store/enrolment.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { createToken, type TokenWanted } from '#store/tokens.ts'

export const nowMs = Date.parse('2026-11-22T00:00:00Z')
export const by = { actor: 'user lan', address: null, nowMs, newId: randomUUID, randomBytes }

/** The proof of a machine whose signature was verified. */
export function newcomer(secret: string, hostname = 'may-1'): ProofFrame {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  return {
    type: 'proof',
    publicKey: z.string().parse(jwk.x),
    signature: '',
    session: 1,
    ticket: null,
    hardwareSigns: ['uuid:0123456789abcdef'],
    enrolment: { token: secret, hostname },
  }
}

/** Asks to be let in; `enrolled`, or the code of the refusal. */
export const ask = (
  store: Store,
  proof: ProofFrame,
  from: { address?: string; nowMs?: number } = {},
) =>
  admit(store, proof, { address: '192.0.2.7', nowMs, randomBytes, ...from }).then(
    () => 'enrolled',
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  )

/** An agency that declares so many workstations; null: it has declared nothing. */
export async function agencyWith(store: Store, declared: number | null, name = 'Sở Tư pháp') {
  const { id } = await createAgency(store.db, { name, kind: 'agency', isSample: false }, by)
  if (declared !== null) await declare(store, id, declared)
  return id
}

export async function declare(store: Store, agencyId: string, count: number): Promise<void> {
  const body = { class: 'workstation', count } as const
  const draft = { kind: 'machine-count', entryId: null, agencyId, evidence: null, body } as const
  const drafts = [{ ...draft, fromDay: '2026-01-01' }]
  await store.db
    .transaction()
    .execute((trx) => writeEntries(trx, store.engine, { ...by, importId: null, drafts }))
}

export const tokenFor = (store: Store, agencyId: string, changes: Partial<TokenWanted> = {}) =>
  createToken(
    store.db,
    { agencyId, usesMax: 10, expiresMs: nowMs + 3_600_000, waitsBeyondDeclared: true, ...changes },
    by,
  )
