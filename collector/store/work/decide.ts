import { sql } from 'kysely'
import { dayOf } from '#domain/register.ts'
import { decidedAfter, undecided, type Decided } from '#domain/remedies/standing.ts'
import type { ControlId } from '#protocol/controls.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { RemedyId } from '#protocol/remedies.ts'
import type { WorkChange, WorkSubjectKind } from '#protocol/work.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { isRefusedData, rowsFrom, type Engine } from '../engine.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'
import { recordedOf, workKey, type RecordedWork, type WorkKey } from './decisions.ts'

/** One item of a decision, and the revision that the screen showed. */
export type WantedWork = {
  readonly kind: WorkSubjectKind
  readonly id: string
  readonly expectedRevision: number
  readonly controls: readonly ControlId[]
}

export type Deciding = {
  readonly remedy: RemedyId
  readonly items: readonly WantedWork[]
  readonly change: WorkChange
  /** What was decided together is undone together. */
  readonly batch: string
}

/** A decision about more items than this is one line of the audit: the rows themselves say the rest. */
const auditedSinglyMax = 20

/**
 * Decides about items of one remedy, all or none of them.
 * @throws Refusal CHANGED_MEANWHILE when somebody decided about one of them since it was shown; WORK_DUE_MISSING,
 * WORK_DUE_PAST, WORK_RISK_INCOMPLETE, WORK_RISK_UNTIL
 */
export async function decideWork(
  db: Db,
  engine: Engine,
  { by, ...wanted }: Deciding & { readonly by: Actor },
): Promise<void> {
  const { remedy, items, change, batch } = wanted
  const today = dayOf(by.nowMs)
  await inOneGo(db, by, async (trx) => {
    const standing = await lockedWork(
      trx,
      engine,
      items.map(({ kind, id }) => ({ kind, id, remedy })),
    )
    const next = items.map(({ kind, id, expectedRevision, controls }) => {
      const before = standing.get(workKey({ kind, id, remedy })) ?? null
      requireRevision(before?.decision ?? null, expectedRevision)
      const decided = decidedAfter(before?.decision ?? undecided, change, today)
      if ('code' in decided) throw new Refusal(decided.code, decided.params)
      return { kind, id, remedy, before, decided, controls }
    })
    await append(trx, engine, { next, batch, isUndo: false, by, action: 'decide-work' })
  })
}

/**
 * Says again what stood before a decision, where nobody has decided since; nothing is deleted.
 * `may` says whether an item is the caller's to change.
 * @throws Refusal WORK_NOTHING_TO_UNDO
 */
export async function undoWork(
  db: Db,
  engine: Engine,
  undoing: {
    readonly batch: string
    readonly newBatch: string
    readonly may: (item: WorkKey) => boolean
    readonly by: Actor
  },
): Promise<{ undone: number; skipped: number }> {
  const { batch, newBatch, may, by } = undoing
  return inOneGo(db, by, async (trx) => {
    const rows = await trx
      .selectFrom('work_decision')
      .selectAll()
      .where('batch_id', '=', batch)
      .execute()
    const written = rows.map(recordedOf).filter(may)
    const standing = await lockedWork(trx, engine, written)
    const undone = written.filter((one) => standing.get(workKey(one))?.batch === batch)
    if (undone.length === 0) throw new Refusal('WORK_NOTHING_TO_UNDO')
    const earlier = await beforeOf(trx, engine, undone)
    const next = undone.map((one) => ({
      ...one,
      before: one,
      decided: earlier.get(workKey(one))?.decision ?? undecided,
    }))
    await append(trx, engine, { next, batch: newBatch, isUndo: true, by, action: 'undo-work' })
    return { undone: undone.length, skipped: written.length - undone.length }
  })
}

/** Two who decide in the same moment write the same revision: the key lets one of them in. */
async function inOneGo<T>(db: Db, by: Actor, work: (trx: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (!isRefusedData(error)) throw error
    throw new Refusal('CHANGED_MEANWHILE', { by: '', changedTimeMs: by.nowMs, revision: 0 })
  }
}

type Keyed = WorkKey & { readonly revision?: number }

function keysAsRows(engine: Engine, keys: readonly Keyed[]) {
  return rowsFrom(
    engine,
    { kind: 'text', subject: 'text', remedy: 'text', revision: 'bigint' },
    keys.map(({ kind, id, remedy, revision }) => ({
      kind,
      subject: id,
      remedy,
      revision: revision ?? null,
    })),
  )
}

const isOfKey = sql`d.subject_kind = r.kind and d.subject_id = r.subject and d.remedy = r.remedy`

type DecisionRow = Parameters<typeof recordedOf>[0]

async function lockedWork(
  trx: Db,
  engine: Engine,
  keys: readonly WorkKey[],
): Promise<ReadonlyMap<string, RecordedWork>> {
  const { rows } = await sql<DecisionRow>`
    select d.* from ${keysAsRows(engine, keys)} cross join work_decision d
    where ${isOfKey} and d.superseded_ms is null`.execute(trx)
  return new Map(rows.map(recordedOf).map((one) => [workKey(one), one]))
}

/** What stood before each of these decisions; an item that had none is absent. */
async function beforeOf(
  trx: Db,
  engine: Engine,
  written: readonly RecordedWork[],
): Promise<ReadonlyMap<string, RecordedWork>> {
  const keys = written.map((one) => ({ ...one, revision: one.decision.revision - 1 }))
  const { rows } = await sql<DecisionRow>`
    select d.* from ${keysAsRows(engine, keys)} cross join work_decision d
    where ${isOfKey} and d.revision = r.revision`.execute(trx)
  return new Map(rows.map(recordedOf).map((one) => [workKey(one), one]))
}

type Next = WorkKey & {
  readonly before: RecordedWork | null
  readonly decided: Decided
  readonly controls: readonly ControlId[]
}

type Appending = {
  readonly next: readonly Next[]
  readonly batch: string
  readonly isUndo: boolean
  readonly by: Actor
  readonly action: string
}

const columns = {
  subject_kind: 'text',
  subject_id: 'text',
  remedy: 'text',
  revision: 'bigint',
  status: 'text',
  owner_user_id: 'text',
  owner_name: 'text',
  due_day: 'text',
  note: 'text',
  risk_reason: 'text',
  risk_until_day: 'text',
  controls: 'text',
  batch_id: 'text',
  is_undo: 'bigint',
  actor: 'text',
  recorded_ms: 'bigint',
} as const

async function append(trx: Db, engine: Engine, appending: Appending): Promise<void> {
  const { next, batch, isUndo, by } = appending
  await sql`
    update work_decision set superseded_ms = ${by.nowMs}
    where superseded_ms is null and id in (
      select d.id from ${keysAsRows(engine, next)} cross join work_decision d
      where ${isOfKey} and d.superseded_ms is null)`.execute(trx)
  const rows = next.map(({ kind, id, remedy, before, decided, controls }) => ({
    subject_kind: kind,
    subject_id: id,
    remedy,
    revision: (before?.decision.revision ?? 0) + 1,
    status: decided.status,
    owner_user_id: decided.owner?.userId ?? null,
    owner_name: decided.owner?.name ?? null,
    due_day: decided.dueDay,
    note: decided.note,
    risk_reason: decided.risk?.reason ?? null,
    risk_until_day: decided.risk?.untilDay ?? null,
    controls: JSON.stringify(controls),
    batch_id: batch,
    is_undo: isUndo ? 1 : 0,
    actor: by.actor,
    recorded_ms: by.nowMs,
  }))
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
  await sql`insert into work_decision (${names}) select ${names}
    from ${rowsFrom(engine, columns, rows)}`.execute(trx)
  await auditDecisions(trx, appending)
}

async function auditDecisions(trx: Db, { next, batch, by, action }: Appending): Promise<void> {
  const who = { actor: by.actor, address: by.address, atMs: by.nowMs, action }
  if (next.length > auditedSinglyMax) {
    const [first] = next
    const after = { batch, items: next.length, remedy: first?.remedy, decided: first?.decided }
    await recordAudit(trx, { ...who, subject: batch, after })
    return
  }
  for (const { kind, id, remedy, before, decided } of next) {
    const subject = `${kind} ${id} ${remedy}`
    await recordAudit(trx, { ...who, subject, before: before?.decision, after: { ...decided } })
  }
}
