import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import { controlIds, reason, type ControlId, type Reason } from '#protocol/controls.ts'
import { probeId } from '#protocol/facts/registry.ts'
import {
  epochMs,
  hostId,
  severity,
  verdictState,
  type EpochMs,
  type Severity,
} from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { FactView, HostView } from '#protocol/views.ts'
import { factsSince } from './facts.ts'
import { requireHost, type ListedHost, type ListStore } from './hosts.ts'
import { agencyIdsOf, type Viewpoint } from './population.ts'
import { loadPostures, readChanges } from './postures.ts'

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

/**
 * Reads one host as it stood.
 * @throws Refusal HOST_NOT_FOUND where there was none in this scope
 */
export async function readHost(store: ListStore, look: HostLook): Promise<HostRecord> {
  const host = await requireHost(store, look)
  const { reader } = store
  const { dueMs, ...row } = await readRow(reader, look, host.isSilent)
  return {
    host,
    ...row,
    verdicts: await readVerdicts(store, look, dueMs),
    facts: await readFacts(store, look),
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
): Promise<Pick<HostRecord, 'enrolledMs' | 'silentSinceMs'> & { dueMs: EpochMs | null }> {
  const row = await reader
    .selectFrom('host')
    .select(['enrolled_ms', 'silent_since_ms', 'due_ms'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const enrolledMs = row.enrolled_ms
  const dueMs = asOfMs === null ? row.due_ms : null
  if (!isSilent) return { enrolledMs, silentSinceMs: null, dueMs }
  if (asOfMs === null) return { enrolledMs, silentSinceMs: row.silent_since_ms, dueMs }
  const silence = await reader
    .selectFrom('silence')
    .select('from_ms')
    .where('host_id', '=', id)
    .where('from_ms', '<=', asOfMs)
    .orderBy('from_ms', 'desc')
    .executeTakeFirst()
  return { enrolledMs, silentSinceMs: silence?.from_ms ?? null, dueMs }
}

const verdictRow = z.object({
  state: verdictState,
  severity,
  reason,
  evidence: z.array(reason),
  stateSinceMs: epochMs,
})

async function readVerdicts(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  { id, asOfMs }: HostLook,
  untilMs: EpochMs | null,
): Promise<StoredVerdict[]> {
  const postures = await loadPostures(reader, engine, { hostIds: [id], asOfMs })
  const verdicts = postures.get(id)?.verdicts ?? {}
  return controlIds.flatMap((control) => {
    const stored = verdicts[control]
    if (stored === undefined) return []
    const { stateSinceMs, ...verdict } = verdictRow.parse(stored)
    return [{ control, ...verdict, sinceMs: stateSinceMs, untilMs }]
  })
}

async function readFacts(
  store: Pick<Store, 'engine' | 'reader'>,
  { id, asOfMs }: HostLook,
): Promise<FactView[]> {
  const atMs = asOfMs ?? Number.MAX_SAFE_INTEGER
  const facts = await factsSince(store, id, atMs)
  const stood = facts.filter(
    ({ fromMs, untilMs }) => fromMs <= atMs && (untilMs === null || untilMs > atMs),
  )
  return stood
    .map(({ probe, body, fromMs, receivedMs, confirmedMs }) => ({
      probe: probeId.parse(probe),
      reading: JSON.parse(body),
      sinceMs: fromMs,
      receivedMs,
      // A confirmation that came after the moment that is asked about was not known then; its own time is not kept.
      observedAtMs: confirmedMs <= atMs ? confirmedMs : fromMs,
    }))
    .sort((left, right) => (left.probe < right.probe ? -1 : 1))
}

async function readHistory(reader: Reader, { asOfMs, id }: HostLook): Promise<HostView['history']> {
  const changes = await readChanges(reader, id, { asOfMs, limit: historyMax })
  const endOf = new Map<ControlId, EpochMs>()
  const history = changes.map(({ control, state, sinceMs: fromMs }) => {
    const untilMs = endOf.get(control) ?? null
    endOf.set(control, fromMs)
    return { control, state, fromMs, untilMs }
  })
  return history.sort((left, right) => right.fromMs - left.fromMs).slice(0, historyMax)
}

async function readSharers(
  reader: Reader,
  { id, scope }: HostLook,
): Promise<HostView['sharesKeyWith']> {
  const agencyIds = agencyIdsOf(scope)
  const rows = await reader
    .selectFrom('host as other')
    .innerJoin('host as this', 'this.public_key', 'other.public_key')
    .select(['other.id', 'other.hostname'])
    .where('this.id', '=', id)
    .where('other.id', '<>', id)
    .$if(agencyIds !== undefined, (query) => query.where('other.agency_id', 'in', agencyIds ?? []))
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
