import type { Store } from '#collector/deps.ts'
import { productCutOffs } from '#domain/periods.ts'
import type { CutOffRule } from '#protocol/snapshot-views.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { requireNewestDecision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'

type DecidedCutOff = Omit<CutOffRule, 'author'> & { readonly expectedRevision: number }

/** When periods are cut off: as the product has it, and as somebody decided, the newest decision last. */
export async function readCutOffRules(db: Db): Promise<readonly CutOffRule[]> {
  const rows = await db
    .selectFrom('cut_off_rule')
    .select(['of', 'month', 'day', 'from_day', 'author'])
    .orderBy('id')
    .execute()
  const decided = rows.map(({ from_day, ...rule }) => ({ ...rule, from: from_day }))
  const isReplaced = (rule: CutOffRule, index: number, all: readonly CutOffRule[]) =>
    all.some((other, place) => place > index && other.of === rule.of && other.from === rule.from)
  const all = [...productCutOffs, ...decided]
  return all.filter((rule, index) => !isReplaced(rule, index, all))
}

/** The newest decision about each kind of period. */
export async function cutOffRevisions(db: Db): Promise<Record<CutOffRule['of'], number>> {
  const rows = await db
    .selectFrom('cut_off_rule')
    .select(({ fn }) => ['of', fn.max('id').as('revision')])
    .groupBy('of')
    .execute()
  const newest = new Map(rows.map(({ of, revision }) => [of, Number(revision)]))
  return { quarter: newest.get('quarter') ?? 0, year: newest.get('year') ?? 0 }
}

/**
 * Writes down from when on which day is the cut-off. What was frozen before stays as it is.
 * @throws Refusal CHANGED_MEANWHILE
 */
export async function decideCutOff(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  { expectedRevision: expected, ...rule }: DecidedCutOff,
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs } = by
  await db.transaction().execute(async (trx) => {
    const about = { column: 'of', value: rule.of } as const
    await requireNewestDecision(trx, engine, { table: 'cut_off_rule', about, expected })
    const before = await readCutOffRules(trx)
    await trx
      .insertInto('cut_off_rule')
      .values({
        of: rule.of,
        month: rule.month,
        day: rule.day,
        from_day: rule.from,
        author: actor,
        decided_ms: nowMs,
      })
      .execute()
    await recordAudit(trx, {
      actor,
      address,
      atMs: nowMs,
      action: 'decide-cut-off',
      subject: rule.of,
      before: before.filter(({ of }) => of === rule.of),
      after: rule,
    })
  })
}
