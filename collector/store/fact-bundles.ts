import type { ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { appendRows, updateRows, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/*
 * The facts that one report brought stand in one row: a row costs more than the bytes in it. They are read through
 * the view `fact`, which tells them one by one.
 */

/** A fact that ends the one it follows. */
export type NewFact = {
  readonly probe: ProbeId
  readonly body: string
  readonly fromMs: EpochMs
  /** The bundle whose fact it ends, and the last look at that. Null: it is the first of its probe. */
  readonly follows: number | null
  readonly followsConfirmedMs: EpochMs | null
}

/** What is new in one report. */
export type NewFacts = {
  readonly hostId: HostId
  readonly receivedMs: EpochMs
  readonly facts: readonly NewFact[]
}

const bundleColumns = {
  host_id: 'text',
  received_ms: 'bigint',
  parts: 'text',
  bodies: 'text',
} as const

/**
 * Appends what is new in reports, one row each: a row costs more than the bytes in it. Nothing that stands is
 * rewritten. Returns the ids of the rows in the order in which they were given; a report without news has none.
 */
export function appendFacts(
  trx: Db,
  engine: Engine,
  reports: readonly NewFacts[],
): Promise<readonly number[]> {
  const rows = reports.map(({ hostId, receivedMs, facts }) => ({
    host_id: hostId,
    received_ms: receivedMs,
    ...bundle(facts),
  }))
  return appendRows(trx, engine, { table: 'fact_bundle', columns: bundleColumns, rows })
}

function bundle(facts: readonly NewFact[]): { parts: string; bodies: string } {
  let bodies = ''
  for (const { body } of facts) bodies += body
  const hasPairs = /[\ud800-\udbff]/.test(bodies)
  let parts = ''
  let first = 1
  for (const { probe, body, fromMs, follows, followsConfirmedMs } of facts) {
    const characters = hasPairs ? charactersOf(body) : body.length
    const part = `[${fromMs},${follows},${followsConfirmedMs},${first},${characters}]`
    parts += `${parts && ','}"${probe}":${part}`
    first += characters
  }
  return { parts: `{${parts}}`, bodies }
}

/** As databases count them: what JavaScript holds as a pair is one. */
function charactersOf(text: string): number {
  return [...text].length
}

/** Takes facts out of their bundles; a bundle in which none is left goes. Returns how many were there. */
export async function removeFacts(
  trx: Db,
  engine: Engine,
  facts: readonly { readonly id: number; readonly probe: ProbeId }[],
): Promise<number> {
  const ids = [...new Set(facts.map(({ id }) => id))]
  if (ids.length === 0) return 0
  const named = new Set(facts.map(({ id, probe }) => `${id} ${probe}`))
  const held = await trx
    .selectFrom('fact')
    .select(['id', 'probe', 'body', 'follows'])
    .select(['from_ms as fromMs', 'follows_confirmed_ms as followsConfirmedMs'])
    .where('id', 'in', ids)
    .execute()
  const left = Map.groupBy(
    held.filter(({ id, probe }) => !named.has(`${id} ${probe}`)),
    ({ id }) => id,
  )
  const rows = [...left].map(([id, ofBundle]) => ({ id, ...bundle(ofBundle) }))
  const columns = { id: 'bigint', parts: 'text', bodies: 'text' } as const
  await updateRows(trx, engine, { table: 'fact_bundle', columns, rows })
  const empty = ids.filter((id) => !left.has(id))
  if (empty.length > 0) await trx.deleteFrom('fact_bundle').where('id', 'in', empty).execute()
  return held.filter(({ id, probe }) => named.has(`${id} ${probe}`)).length
}
