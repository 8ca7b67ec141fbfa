import type { Store } from '#collector/deps.ts'
import { retentionDays, retentionRules } from '#domain/retention.ts'
import { Refusal } from '#protocol/refusals.ts'
import { retentionKinds, type RetentionKind, type RetentionView } from '#protocol/retention.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from './audit.ts'
import { requireNewestDecision } from './expected-revision.ts'
import type { Db } from './schema.ts'

/** For how many days each kind is kept now. */
export async function readRetentionDays(db: Db): Promise<Readonly<Record<RetentionKind, number>>> {
  const decisions = await newestDecisions(db)
  return retentionDays(new Map([...decisions].map(([kind, { days }]) => [kind, days])))
}

/** Every kind that is deleted when it is old. */
export async function readRetention(db: Db): Promise<RetentionView[]> {
  const decisions = await newestDecisions(db)
  const days = await readRetentionDays(db)
  const runs = await db.selectFrom('retention_run').selectAll().execute()
  return retentionKinds.map((kind) => {
    const decision = decisions.get(kind)
    const run = runs.find((one) => one.kind === kind)
    const { days: daysDefault, daysMin, daysMax } = retentionRules[kind]
    return {
      kind,
      revision: decision?.id ?? 0,
      days: days[kind],
      daysDefault,
      daysMin,
      daysMax,
      decided: decision ? { author: decision.author, atMs: decision.decided_ms } : null,
      ranMs: run?.ran_ms ?? null,
      removed: run?.removed ?? 0,
      removedMs: run?.removed_ms ?? null,
      removedTotal: run?.removed_total ?? 0,
    }
  })
}

type DecidedPeriod = {
  readonly kind: RetentionKind
  readonly days: number
  readonly expectedRevision: number
}

/**
 * Decides for how long something is kept; the next night goes by it.
 * @throws Refusal REQUEST_INVALID outside the bounds of its kind, CHANGED_MEANWHILE
 */
export async function decideRetention(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  { kind, days, expectedRevision: expected }: DecidedPeriod,
  by: Actor & { readonly author: string },
): Promise<RetentionView> {
  const { daysMin, daysMax } = retentionRules[kind]
  if (days < daysMin || days > daysMax) {
    throw new Refusal('REQUEST_INVALID', { detail: `body.days: ${days} (${daysMin}–${daysMax})` })
  }
  return db.transaction().execute(async (trx) => {
    const about = { column: 'kind', value: kind } as const
    await requireNewestDecision(trx, engine, { table: 'retention_period', about, expected })
    const before = (await readRetentionDays(trx))[kind]
    const { actor, address, nowMs: atMs, author } = by
    await trx
      .insertInto('retention_period')
      .values({ kind, days, author, decided_ms: atMs })
      .execute()
    await recordAudit(trx, {
      actor,
      address,
      atMs,
      action: 'decide-retention',
      subject: kind,
      before: { days: before },
      after: { days },
    })
    const view = (await readRetention(trx)).find((one) => one.kind === kind)
    if (!view) throw new Error(`no retention of ${kind}`)
    return view
  })
}

/** Writes down what the nightly job took away. */
export async function recordRetentionRun(
  db: Db,
  run: { kind: RetentionKind; removed: number; ranMs: EpochMs; days: number },
): Promise<void> {
  await db.transaction().execute((trx) => writeRun(trx, run))
}

type Run = Parameters<typeof recordRetentionRun>[1]

async function writeRun(db: Db, { kind, removed, ranMs, days }: Run): Promise<void> {
  const removedMs = removed > 0 ? ranMs : null
  await db
    .insertInto('retention_run')
    .values({ kind, ran_ms: ranMs, removed, removed_ms: removedMs, removed_total: removed })
    .onConflict((conflict) =>
      conflict.column('kind').doUpdateSet((eb) => ({
        ran_ms: ranMs,
        removed,
        removed_ms: removed > 0 ? ranMs : eb.ref('retention_run.removed_ms'),
        removed_total: eb('retention_run.removed_total', '+', removed),
      })),
    )
    .execute()
  if (removed === 0) return
  const entry = { actor: 'job retention', address: null, atMs: ranMs, action: 'remove-old' }
  await recordAudit(db, { ...entry, subject: kind, after: { removed, days } })
}

async function newestDecisions(db: Db) {
  const rows = await db.selectFrom('retention_period').selectAll().orderBy('id').execute()
  return new Map(rows.map((row) => [row.kind, row]))
}
