import type { HandCheckResult } from '#protocol/hand-checks.ts'
import type { EpochMs } from '#protocol/values.ts'
import { listHandChecks, readResult } from '#store/hand-checks/read.ts'
import type { Db } from '#store/schema.ts'
import type { ReportTexts } from '../texts.ts'
import { dayText, numberText, shareText } from '../words.ts'

/** What a report says of the newest check by hand. */
export type CheckedByHand = Pick<HandCheckResult['check'], 'machines' | 'agencyName'> &
  Pick<HandCheckResult['overall'], 'compared' | 'agreed' | 'interval'> & {
    readonly checkedOn: string
    readonly checkedBy: string
  }

/** The newest check by hand that was finished at a moment, of the province or of this agency; null: none. */
export async function readCheckedByHand(
  db: Db,
  { agencyId, knownMs }: { readonly agencyId: string | null; readonly knownMs: EpochMs },
): Promise<CheckedByHand | null> {
  const finished = (await listHandChecks(db))
    .filter((check) => check.agencyId === null || check.agencyId === agencyId)
    .filter(({ finishedMs }) => finishedMs !== null && finishedMs <= knownMs)
    .toSorted((left, right) => (right.finishedMs ?? 0) - (left.finishedMs ?? 0))
  const [check] = finished
  if (!check || check.checkedOn === null || check.checkedBy === null) return null
  const { overall } = await readResult(db, check.id)
  const { compared, agreed, interval } = overall
  const { machines, agencyName, checkedOn, checkedBy } = check
  return { machines, agencyName, checkedOn, checkedBy, compared, agreed, interval }
}

/** The sentence of it: when, by whom, on how many machines, how often the system was right, with the interval. */
export function handCheckSentence(checked: CheckedByHand, texts: ReportTexts): string {
  const { compared, agreed, interval, agencyName } = checked
  const tenThousandths = (numerator: number) => shareText({ numerator, denominator: 10_000 })
  return texts.say(interval === null ? 'handCheck.nothing' : 'handCheck.result', {
    day: dayText(checked.checkedOn),
    by: checked.checkedBy,
    machines: numberText(checked.machines),
    where: agencyName === null ? texts.say('handCheck.province') : agencyName,
    compared: numberText(compared),
    agreed: numberText(agreed),
    share: shareText({ numerator: agreed, denominator: compared }),
    low: tenThousandths(interval?.low ?? 0),
    high: tenThousandths(interval?.high ?? 0),
  })
}
