import { useState } from 'react'
import type { PlanIndicator } from '#protocol/plans.ts'
import { useSpeech } from '../../language.tsx'
import { Field } from './draft-head-form.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { ratioOf, typedOf } from './target-input.ts'

/** How far below "about" still counts: a decision with its author and day. Nothing typed: nobody has decided. */
export function ToleranceFields(props: {
  indicator: PlanIndicator
  onChange: (indicator: PlanIndicator) => void
}) {
  const { t, language } = useSpeech()
  const { indicator, onChange } = props
  const { tolerance, kind } = indicator
  const comma = language === 'vi' ? ',' : '.'
  const [typed, setTyped] = useState(tolerance ? typedOf(kind, tolerance.below, comma) : '')
  const [author, setAuthor] = useState(tolerance?.author ?? '')
  const [decidedOn, setDecidedOn] = useState(tolerance?.decidedOn ?? '')
  if (indicator.comparator !== 'approx' && tolerance === null) return null

  const decide = (next: { typed: string; author: string; decidedOn: string }) => {
    setTyped(next.typed)
    setAuthor(next.author)
    setDecidedOn(next.decidedOn)
    const below = ratioOf(kind, next.typed)
    // A day that is none goes along, so that nothing is saved over it.
    const isWhole = below !== null && next.author.trim() !== '' && next.decidedOn !== ''
    const decided = isWhole ? { below, author: next.author, decidedOn: next.decidedOn } : null
    onChange({ ...indicator, tolerance: decided })
  }
  const said = { typed, author, decidedOn }
  return (
    <>
      <Field
        label={t('indicator.field.tolerance')}
        value={typed}
        error={
          typed !== '' && ratioOf(kind, typed) === null ? t('indicator.field.target.bad') : null
        }
        onChange={(value) => decide({ ...said, typed: value })}
      />
      <Field
        label={t('indicator.field.tolerance.author')}
        value={author}
        onChange={(value) => decide({ ...said, author: value })}
      />
      <DayField
        label={t('indicator.field.tolerance.day')}
        isRequired
        value={decidedOn}
        onChange={(value) => decide({ ...said, decidedOn: value })}
      />
    </>
  )
}
