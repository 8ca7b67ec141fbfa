import { sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import { controlId, reason, type ControlId, type Reason } from '#protocol/controls.ts'
import { probeId } from '#protocol/facts/registry.ts'
import {
  hostId,
  severity,
  verdictState,
  type EpochMs,
  type Severity,
  type VerdictState,
} from '#protocol/values.ts'
import type { FactView, HostView } from '#protocol/views.ts'
import { findListedHost, type ListedHost } from './hosts.ts'
import { holds, type Scope, type Viewpoint } from './population.ts'

const historyMax = 50
const refusalsMax = 10
/** Machines that share one key; more than so many are not named. */
const sharersMax = 50

/** A verdict as it was judged; silence is not in it. */
export type StoredVerdict = {
  readonly control: ControlId
  readonly state: VerdictState
  readonly severity: Severity
  readonly reason: Reason
  readonly evidence: Reason[]
  readonly sinceMs: EpochMs
  readonly untilMs: EpochMs | null
}

/** All that is kept of one host at one moment. */
export type HostRecord = {
  readonly host: ListedHost
  readonly enrolledMs: EpochMs
  /** Since when it is silent; null: it is not. */
  readonly silentSinceMs: EpochMs | null
  readonly verdicts: readonly StoredVerdict[]
  readonly facts: FactView[]
  readonly history: HostView['history']
  readonly sharesKeyWith: HostView['sharesKeyWith']
  readonly refusals: HostView['refusals']
}

/** Reads one host as it stood; null: there was no such host in this scope. */
export async function readHost(
  store: Pick<Store, 'engine' | 'reader'>,
  look: { scope: Scope; asOfMs: EpochMs | null; id: string },
): Promise<HostRecord | null> {
  const host = await findListedHost(store, look)
  if (!host) return null
  const { reader } = store
  return {
    host,
    ...(await readRow(reader, look, host.isSilent)),
    verdicts: await readVerdicts(reader, look),
    facts: await readFacts(reader, look),
    history: await readHistory(reader, look),
    sharesKeyWith: await readSharers(reader, look),
    refusals: await readRefusals(reader, look),
  }
}

type Reader = Store['reader']
type HostLook = Viewpoint & { readonly id: string }

async function readRow(
  reader: Reader,
  { asOfMs, id }: HostLook,
  isSilent: boolean,
): Promise<Pick<HostRecord, 'enrolledMs' | 'silentSinceMs'>> {
  const row = await reader
    .selectFrom('host')
    .select(['enrolled_ms', 'silent_since_ms'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!isSilent) return { enrolledMs: row.enrolled_ms, silentSinceMs: null }
  if (asOfMs === null) return { enrolledMs: row.enrolled_ms, silentSinceMs: row.silent_since_ms }
  const silence = await reader
    .selectFrom('silence')
    .select('from_ms')
    .where('host_id', '=', id)
    .where('from_ms', '<=', asOfMs)
    .orderBy('from_ms', 'desc')
    .executeTakeFirst()
  return { enrolledMs: row.enrolled_ms, silentSinceMs: silence?.from_ms ?? null }
}

const verdictRow = z.object({
  control: controlId,
  state: verdictState,
  severity,
  reason,
  evidence: z.array(reason),
})

async function readVerdicts(reader: Reader, look: HostLook): Promise<StoredVerdict[]> {
  const { rows } = await sql<Record<string, unknown> & VerdictColumns>`
    select v.control as control, v.state as state, v.severity as severity, v.reason as reason,
      v.evidence as evidence, ${stateSince} as "sinceMs",
      coalesce(v.until_ms, v.holds_until_ms) as "untilMs"
    from verdict v
    where v.subject_id = ${look.id} and v.subject_kind = 'host' and ${holds(look, 'v')}`.execute(
    reader,
  )
  return rows.map(({ sinceMs, untilMs, ...row }) => ({
    ...verdictRow.parse({
      ...row,
      reason: JSON.parse(row.reason),
      evidence: JSON.parse(row.evidence),
    }),
    sinceMs,
    untilMs,
  }))
}

/**
 * Since when the state of a verdict `v` is what it is: an interval also ends where only the reason or the evidence
 * changed, and a machine that was unprotected all along did not become so today.
 */
const stateSince = sql`
  coalesce((
    select min(same.from_ms) from verdict same
    where same.subject_id = v.subject_id and same.control = v.control and same.from_ms <= v.from_ms
      and same.from_ms > coalesce((
        select max(other.from_ms) from verdict other
        where other.subject_id = v.subject_id and other.control = v.control
          and other.from_ms <= v.from_ms and other.state <> v.state), -1)), v.from_ms)`

type VerdictColumns = { reason: string; evidence: string; sinceMs: number; untilMs: number | null }

type FactColumns = Omit<FactView, 'reading' | 'probe'> & { probe: string; body: string }

async function readFacts(reader: Reader, look: HostLook): Promise<FactView[]> {
  const { rows } = await sql<FactColumns>`
    select f.probe as probe, f.body as body, f.from_ms as "sinceMs",
      f.received_ms as "receivedMs", ${observedAt(look)} as "observedAtMs"
    from fact f where f.host_id = ${look.id} and ${holds(look, 'f')} order by f.probe`.execute(
    reader,
  )
  return rows.map(({ probe, body, ...times }) => ({
    probe: probeId.parse(probe),
    reading: JSON.parse(body),
    ...times,
  }))
}

/** A confirmation that came after the moment that is asked about was not known then; its own time is not kept. */
function observedAt({ asOfMs }: HostLook) {
  if (asOfMs === null) return sql`f.confirmed_ms`
  return sql`case when f.confirmed_ms <= ${asOfMs} then f.confirmed_ms else f.from_ms end`
}

async function readHistory(reader: Reader, { asOfMs, id }: HostLook): Promise<HostView['history']> {
  const rows = await reader
    .selectFrom('verdict')
    .select(['control', 'state', 'from_ms', 'until_ms'])
    .where('subject_id', '=', id)
    .where('subject_kind', '=', 'host')
    .$if(asOfMs !== null, (query) => query.where('from_ms', '<=', asOfMs ?? 0))
    .orderBy('from_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(historyMax)
    .execute()
  return rows.map(({ control, state, from_ms, until_ms }) => ({
    control,
    state,
    fromMs: from_ms,
    untilMs: until_ms,
  }))
}

async function readSharers(reader: Reader, { id }: HostLook): Promise<HostView['sharesKeyWith']> {
  const rows = await reader
    .selectFrom('host as other')
    .innerJoin('host as this', 'this.public_key', 'other.public_key')
    .select(['other.id', 'other.hostname'])
    .where('this.id', '=', id)
    .where('other.id', '<>', id)
    .orderBy('other.id')
    .limit(sharersMax)
    .execute()
  return rows.map((row) => ({ id: hostId.parse(row.id), hostname: row.hostname }))
}

async function readRefusals(
  reader: Reader,
  { asOfMs, id }: HostLook,
): Promise<HostView['refusals']> {
  const rows = await reader
    .selectFrom('refused_frame')
    .select(['received_ms', 'code', 'detail'])
    .where('host_id', '=', id)
    .$if(asOfMs !== null, (query) => query.where('received_ms', '<=', asOfMs ?? 0))
    .orderBy('received_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(refusalsMax)
    .execute()
  return rows.map(({ received_ms, code, detail }) => ({ atMs: received_ms, code, detail }))
}
