import { sql } from 'kysely'
import type { ControlId } from '#protocol/controls.ts'
import type { EpochMs, HostId, Severity, VerdictState } from '#protocol/values.ts'
import type { Judgement } from '#domain/control.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** Names one control of one host. */
export type VerdictKey = { readonly hostId: HostId; readonly control: ControlId }

/** The interval of a verdict that is open. Reason and evidence are JSON, as stored. */
export type OpenVerdict = VerdictKey & {
  readonly id: number
  readonly state: VerdictState
  readonly severity: Severity
  readonly reason: string
  readonly evidence: string
  readonly fromMs: EpochMs
  readonly holdsUntilMs: EpochMs | null
  readonly contextRevision: string
}

/** A judgement that is to stand, beside the interval that is open now. */
export type Judged = VerdictKey & {
  readonly open: OpenVerdict | null
  readonly judgement: Judgement
  /** Since when it is so; an interval never begins before the one it follows. */
  readonly fromMs: EpochMs
  readonly receivedMs: EpochMs
  readonly contextRevision: string
}

type Row = Judged & { readonly reason: string; readonly evidence: string }

/** One text for one control of one host. */
export function verdictKey({ hostId, control }: VerdictKey): string {
  return `${hostId} ${control}`
}

/** The open verdicts of these controls, by `verdictKey`. A key that is missing: never judged. */
export async function openVerdicts(
  db: Db,
  engine: Engine,
  keys: readonly VerdictKey[],
): Promise<ReadonlyMap<string, OpenVerdict>> {
  if (keys.length === 0) return new Map()
  const wanted = rowsFrom(
    engine,
    { host_id: 'text', control: 'text' },
    keys.map(({ hostId, control }) => ({ host_id: hostId, control })),
  )
  const { rows } = await sql<OpenVerdict>`
    select v.subject_id as "hostId", v.control as "control", v.id as "id", v.state as "state",
      v.severity as "severity", v.reason as "reason", v.evidence as "evidence",
      v.from_ms as "fromMs", v.holds_until_ms as "holdsUntilMs",
      v.context_revision as "contextRevision"
    from ${wanted} cross join verdict v
    where v.subject_id = r.host_id and v.control = r.control and v.subject_kind = 'host'
      and v.until_ms is null`.execute(db)
  return new Map(rows.map((row) => [verdictKey(row), row]))
}

/**
 * Writes judgements: a new interval where state, severity, reason or evidence changed; otherwise the open one
 * learns until when it holds and by which context.
 * Returns those whose interval is new.
 */
export async function writeVerdicts(
  trx: Db,
  engine: Engine,
  judged: readonly Judged[],
): Promise<readonly Judged[]> {
  const changed: Row[] = []
  const held: Row[] = []
  for (const one of judged) {
    const row = asRow(one)
    if (!isSame(row)) changed.push(row)
    else if (!holdsAsLong(row)) held.push(row)
  }
  await closeVerdicts(trx, engine, changed)
  await insertVerdicts(trx, engine, changed)
  await holdVerdicts(trx, engine, held)
  return changed
}

function asRow(judged: Judged): Row {
  const { reason, evidence } = judged.judgement
  const fromMs = Math.max(judged.fromMs, judged.open?.fromMs ?? 0)
  return {
    ...judged,
    fromMs,
    reason: JSON.stringify(reason),
    evidence: JSON.stringify(evidence),
  }
}

function isSame({ open, judgement, reason, evidence }: Row): boolean {
  return (
    open !== null &&
    open.state === judgement.state &&
    open.severity === judgement.severity &&
    open.reason === reason &&
    open.evidence === evidence
  )
}

/**
 * True when the open interval may stay as it is. It holds at least until the moment it names, so a later one need
 * not be written: nearly every report moves it, and the sweep asks again at the one that stands.
 */
function holdsAsLong({ open, judgement, contextRevision, receivedMs }: Row): boolean {
  if (open === null || open.contextRevision !== contextRevision) return false
  if (open.holdsUntilMs === null) return judgement.untilMs === null
  if (open.holdsUntilMs <= receivedMs) return false
  return judgement.untilMs === null || judgement.untilMs >= open.holdsUntilMs
}

async function closeVerdicts(trx: Db, engine: Engine, rows: readonly Row[]): Promise<void> {
  const ended = rows.flatMap(({ open, fromMs, receivedMs }) =>
    open === null ? [] : [{ id: open.id, until_ms: fromMs, superseded_ms: receivedMs }],
  )
  if (ended.length === 0) return
  const source = rowsFrom(
    engine,
    { id: 'bigint', until_ms: 'bigint', superseded_ms: 'bigint' },
    ended,
  )
  await sql`
    update verdict set until_ms = r.until_ms, superseded_ms = r.superseded_ms
    from ${source} where verdict.id = r.id`.execute(trx)
}

async function insertVerdicts(trx: Db, engine: Engine, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const source = rowsFrom(
    engine,
    {
      subject_id: 'text',
      control: 'text',
      state: 'text',
      severity: 'text',
      reason: 'text',
      evidence: 'text',
      from_ms: 'bigint',
      received_ms: 'bigint',
      holds_until_ms: 'bigint',
      context_revision: 'text',
    },
    rows.map((row) => ({
      subject_id: row.hostId,
      control: row.control,
      state: row.judgement.state,
      severity: row.judgement.severity,
      reason: row.reason,
      evidence: row.evidence,
      from_ms: row.fromMs,
      received_ms: row.receivedMs,
      holds_until_ms: row.judgement.untilMs,
      context_revision: row.contextRevision,
    })),
  )
  await sql`
    insert into verdict (subject_kind, subject_id, control, state, severity, reason, evidence,
      from_ms, received_ms, holds_until_ms, context_revision)
    select 'host', subject_id, control, state, severity, reason, evidence,
      from_ms, received_ms, holds_until_ms, context_revision
    from ${source}`.execute(trx)
}

async function holdVerdicts(trx: Db, engine: Engine, rows: readonly Row[]): Promise<void> {
  const held = rows.flatMap(({ open, judgement, contextRevision }) =>
    open === null
      ? []
      : [{ id: open.id, holds_until_ms: judgement.untilMs, context_revision: contextRevision }],
  )
  if (held.length === 0) return
  const source = rowsFrom(
    engine,
    { id: 'bigint', holds_until_ms: 'bigint', context_revision: 'text' },
    held,
  )
  await sql`
    update verdict set holds_until_ms = r.holds_until_ms, context_revision = r.context_revision
    from ${source} where verdict.id = r.id`.execute(trx)
}
