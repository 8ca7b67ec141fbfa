import type { Store } from '#collector/deps.ts'
import {
  judgeSettingKeys,
  judgeSettingValues,
  type JudgeSettingKey,
} from '#protocol/judge-settings.ts'
import type { JudgeSettingValue, SettingInUse } from '#protocol/judging-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from './audit.ts'
import { requireNewestDecision } from './expected-revision.ts'
import type { Db } from './schema.ts'

/** One decision about one setting; the newest about it is its revision. */
export type Decision = {
  readonly revision: number
  readonly key: JudgeSettingKey
  readonly value: JudgeSettingValue
  readonly author: string
  readonly decidedMs: EpochMs
  readonly note: string | null
}

/** Every decision up to a moment (null: now), the newest first. */
export async function listDecisions(db: Db, asOfMs: EpochMs | null): Promise<Decision[]> {
  const rows = await db
    .selectFrom('judge_setting')
    .select(['id', 'key', 'value', 'author', 'decided_ms', 'note'])
    .$if(asOfMs !== null, (query) => query.where('decided_ms', '<=', asOfMs ?? 0))
    .orderBy('id', 'desc')
    .execute()
  return rows.flatMap(({ id: revision, key, value, author, decided_ms: decidedMs, note }) => {
    // A version that knew other settings may have written here.
    const parsed = judgeSettingKeys.includes(key) && parseValue(key, JSON.parse(value))
    return parsed ? [{ revision, key, value: parsed.value, author, decidedMs, note }] : []
  })
}

/** The day of the province on which something was decided, yyyy-mm-dd; it lives at UTC+7 all year. */
export function provinceDay(atMs: EpochMs): string {
  return new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10)
}

/**
 * Writes down a decision.
 * @throws Refusal REQUEST_INVALID for a value that this setting cannot have, CHANGED_MEANWHILE
 */
export async function decideSetting(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  wanted: Pick<Decision, 'key' | 'value' | 'note'> & { readonly expectedRevision: number },
  by: Actor & { readonly author: string; readonly before: SettingInUse },
): Promise<void> {
  const { key, value, note, expectedRevision: expected } = wanted
  if (parseValue(key, value) === null) {
    throw new Refusal('REQUEST_INVALID', { detail: `body.value: ${key} = ${String(value)}` })
  }
  const { actor, address, nowMs, author, before } = by
  await db.transaction().execute(async (trx) => {
    const about = { column: 'key', value: key } as const
    await requireNewestDecision(trx, engine, { table: 'judge_setting', about, expected })
    await trx
      .insertInto('judge_setting')
      .values({ key, value: JSON.stringify(value), author, decided_ms: nowMs, note })
      .execute()
    await recordAudit(trx, {
      actor,
      address,
      atMs: nowMs,
      action: 'decide-setting',
      subject: key,
      before: before.value,
      after: { value, note },
    })
  })
}

function parseValue(key: JudgeSettingKey, value: unknown): { value: JudgeSettingValue } | null {
  const parsed = judgeSettingValues.shape[key].safeParse(value)
  return parsed.success ? { value: parsed.data } : null
}
