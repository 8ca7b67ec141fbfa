import { Refusal } from '#protocol/refusals.ts'
import type { PlanVersionView } from '#protocol/plan-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile, type Compared } from '../../parts/changed-meanwhile.tsx'
import { isDay } from '../../typed-day.ts'
import { Differences } from './compare-versions.tsx'
import type { DraftHead } from './draft-head-form.tsx'

/** What of a version is edited. */
export const draftOf = ({ body, head }: PlanVersionView): DraftHead => ({
  body,
  validFrom: head.validFrom,
  validUntil: head.validUntil,
})

/** Somebody else saved this draft while it is edited here: both texts beside each other, and the choice. */
export function DraftChanges(props: {
  /** What keeping mine would save: their text wherever I changed nothing. */
  draft: DraftHead
  newer: PlanVersionView
  onKeepMine: () => void
  onTakeTheirs: () => void
}) {
  const { t } = useSpeech()
  const partsOf = useHeadParts()
  const { draft, newer } = props
  const { author, recordedMs, revision } = newer.head
  const told = { by: author.replace(/^user /, ''), changedTimeMs: recordedMs ?? 0, revision }
  const theirs = draftOf(newer)
  const [mine, saved] = [partsOf(draft), partsOf(theirs)]
  const compared = mine
    .map(([part, text], index): Compared => ({ part, mine: text, theirs: saved[index]?.[1] ?? '' }))
    .filter((one) => one.mine !== one.theirs)
  return (
    <ChangedMeanwhile
      error={new Refusal('CHANGED_MEANWHILE', told)}
      compared={compared}
      onKeepMine={props.onKeepMine}
      onTakeTheirs={props.onTakeTheirs}
    >
      {JSON.stringify(draft.body.indicators) !== JSON.stringify(theirs.body.indicators) && (
        <Differences
          before={draft.body.indicators}
          after={theirs.body.indicators}
          name={t('plans.indicators')}
          heads={[t('plan.compare.field'), t('meanwhile.mine'), t('meanwhile.theirs')]}
        />
      )}
      <p>{t('meanwhile.merged')}</p>
    </ChangedMeanwhile>
  )
}

/** The plan itself, part by part, as a person reads it. */
function useHeadParts(): (draft: DraftHead) => readonly (readonly [string, string])[] {
  const { t } = useSpeech()
  const dayOf = (day: string | null) => (day !== null && isDay(day) ? dayText(day) : (day ?? ''))
  return ({ body, validFrom, validUntil }) => {
    const { value, author, decidedOn } = body.settings.doPublicEmployeesCount
    const choice = value === null ? 'undecided' : value ? 'yes' : 'no'
    return [
      [t('plan.edit.name.vi'), body.name.vi],
      [t('plan.edit.name.en'), body.name.en],
      [t('plan.edit.number'), body.documentNumber ?? ''],
      [t('plan.edit.issued-on'), dayOf(body.issuedOn)],
      [t('plan.edit.period-from'), dayOf(body.from)],
      [t('plan.edit.period-to'), dayOf(body.to)],
      [t('plan.edit.valid-from'), dayOf(validFrom)],
      [t('plan.edit.valid-until'), dayOf(validUntil)],
      [t('plan.edit.people'), t(`plan.edit.people.${choice}`)],
      [t('plan.edit.people.author'), author],
      [t('plan.edit.people.day'), dayOf(decidedOn)],
    ]
  }
}
