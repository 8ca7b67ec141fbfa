import { Textarea } from '@mantine/core'
import type { PlanIndicator } from '#protocol/plans.ts'
import { useSpeech } from '../../language.tsx'
import { Field } from './draft-head-form.tsx'
import { DayField } from '../../parts/day-field.tsx'
import own from './plan-version.module.css'

/** The words that the indicator rests on, where they stand, how they are read, and when they hold. */
export function IndicatorSourceFields(props: {
  indicator: PlanIndicator
  onChange: (indicator: PlanIndicator) => void
}) {
  const { t } = useSpeech()
  const { indicator, onChange } = props
  const { source } = indicator
  const say = (part: Partial<PlanIndicator['source']>) =>
    onChange({ ...indicator, source: { ...source, ...part } })
  return (
    <>
      <Field
        label={t('indicator.field.document')}
        value={source.document}
        onChange={(document) => say({ document })}
      />
      <Field
        label={t('indicator.field.clause')}
        value={source.clause}
        onChange={(clause) => say({ clause })}
      />
      <Words
        label={t('indicator.field.quote')}
        value={source.quote.vi}
        onChange={(vi) => say({ quote: { ...source.quote, vi } })}
      />
      <Words
        label={t('indicator.field.quote.en')}
        value={source.quote.en}
        onChange={(en) => say({ quote: { ...source.quote, en } })}
      />
      <Words
        label={t('indicator.field.wordingNote')}
        value={source.wordingNote ?? ''}
        onChange={(note) => say({ wordingNote: note || null })}
      />
      <DayField
        label={t('indicator.field.from')}
        isRequired={false}
        value={indicator.from ?? ''}
        onChange={(from) => onChange({ ...indicator, from: from || null })}
      />
      <DayField
        label={t('indicator.field.until')}
        isRequired={false}
        value={indicator.until ?? ''}
        onChange={(until) => onChange({ ...indicator, until: until || null })}
      />
      <Field
        label={t('indicator.field.successor')}
        value={indicator.successor ?? ''}
        onChange={(successor) => onChange({ ...indicator, successor: successor || null })}
      />
    </>
  )
}

function Words(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      className={own['wide'] ?? ''}
      size="sm"
      autosize
      minRows={2}
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
