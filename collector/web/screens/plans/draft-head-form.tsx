import { SegmentedControl, TextInput } from '@mantine/core'
import type { PlanBody } from '#protocol/plans.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { DayField } from '../../parts/day-field.tsx'
import own from './plan-version.module.css'

/** What is edited: what the plan says, and when this version of it holds. */
export type DraftHead = { body: PlanBody; validFrom: string; validUntil: string | null }

type Form = { draft: DraftHead; onChange: (draft: DraftHead) => void }

/** The plan itself: name, document, period, when this version holds, and the reading of "CBCC". */
export function DraftHeadForm({ draft, onChange }: Form) {
  const { t } = useSpeech()
  const { body } = draft
  const say = (part: Partial<PlanBody>) => onChange({ ...draft, body: { ...body, ...part } })
  return (
    <Card title={t('plan.edit.head')}>
      <div className={own['form']}>
        <Field
          label={t('plan.edit.name.vi')}
          value={body.name.vi}
          onChange={(vi) => say({ name: { ...body.name, vi } })}
        />
        <Field
          label={t('plan.edit.name.en')}
          value={body.name.en}
          onChange={(en) => say({ name: { ...body.name, en } })}
        />
        <Field
          label={t('plan.edit.number')}
          value={body.documentNumber ?? ''}
          onChange={(number) => say({ documentNumber: number || null })}
        />
        <DayField
          label={t('plan.edit.issued-on')}
          isRequired
          value={body.issuedOn}
          onChange={(issuedOn) => say({ issuedOn })}
        />
        <DayField
          label={t('plan.edit.period-from')}
          isRequired
          value={body.from}
          onChange={(from) => say({ from })}
        />
        <DayField
          label={t('plan.edit.period-to')}
          isRequired={false}
          value={body.to ?? ''}
          onChange={(to) => say({ to: to || null })}
        />
        <DayField
          label={t('plan.edit.valid-from')}
          isRequired
          value={draft.validFrom}
          onChange={(validFrom) => onChange({ ...draft, validFrom })}
        />
        <DayField
          label={t('plan.edit.valid-until')}
          isRequired={false}
          value={draft.validUntil ?? ''}
          onChange={(validUntil) => onChange({ ...draft, validUntil: validUntil || null })}
        />
        <PeopleFields body={body} onChange={(settings) => say({ settings })} />
      </div>
    </Card>
  )
}

const choices = { yes: true, no: false, undecided: null } as const
type Choice = keyof typeof choices

function PeopleFields(props: {
  body: PlanBody
  onChange: (settings: PlanBody['settings']) => void
}) {
  const { t } = useSpeech()
  const { doPublicEmployeesCount: decision } = props.body.settings
  const decide = (part: Partial<typeof decision>) =>
    props.onChange({ doPublicEmployeesCount: { ...decision, ...part } })
  const chosen = decision.value === null ? 'undecided' : decision.value ? 'yes' : 'no'
  return (
    <>
      <div className={own['wide']}>
        <span id="people-question">{t('plan.edit.people')}</span>
        <SegmentedControl
          fullWidth
          aria-labelledby="people-question"
          value={chosen}
          data={(Object.keys(choices) as Choice[]).map((choice) => ({
            value: choice,
            label: t(`plan.edit.people.${choice}`),
          }))}
          onChange={(choice) => decide({ value: choices[choice as Choice] })}
        />
      </div>
      <Field
        label={t('plan.edit.people.author')}
        value={decision.author}
        onChange={(author) => decide({ author })}
      />
      <DayField
        label={t('plan.edit.people.day')}
        isRequired
        value={decision.decidedOn}
        onChange={(decidedOn) => decide({ decidedOn })}
      />
    </>
  )
}

/** One line of text. */
export function Field(props: {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | null
}) {
  return (
    <TextInput
      size="sm"
      label={props.label}
      value={props.value}
      error={props.error ?? null}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
