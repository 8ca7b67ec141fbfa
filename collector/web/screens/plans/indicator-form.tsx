import { Button, Checkbox, MultiSelect, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { MetricView } from '#protocol/plan-views.ts'
import { aggregations, type PlanIndicator } from '#protocol/plans.ts'
import { hostClass, hostClasses } from '#protocol/values.ts'
import { indicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Field } from './draft-head-form.tsx'
import { IndicatorSourceFields } from './indicator-source-fields.tsx'
import { ToleranceFields } from './tolerance-fields.tsx'
import { ratioOf, typedOf } from './target-input.ts'
import styles from './plans.module.css'
import own from './plan-version.module.css'

type Form = { indicator: PlanIndicator; onChange: (indicator: PlanIndicator) => void }

/** One indicator of a draft, folded until it is opened. */
export function IndicatorForm(
  props: Form & {
    metrics: readonly MetricView[]
    isInTrouble: boolean
    onRemove: () => void
  },
) {
  const { t, local } = useSpeech()
  const { indicator } = props
  return (
    <article className={own['indicator']} id={indicator.id} data-trouble={props.isInTrouble}>
      <details className={own['edit']} open={props.isInTrouble}>
        <summary>
          <strong>{local(indicator.name) || indicator.id}</strong>{' '}
          <span className={styles['quiet']}>{indicator.id}</span>
        </summary>
        <div className={own['form']}>
          <NameFields {...props} />
          <MeasuringFields {...props} />
          <TargetFields {...props} />
          <ToleranceFields {...props} />
          <ScopeFields {...props} />
          <IndicatorSourceFields {...props} />
        </div>
        <Button size="xs" variant="default" onClick={props.onRemove}>
          {t('plan.edit.remove')}
        </Button>
      </details>
    </article>
  )
}

function NameFields({ indicator, onChange }: Form) {
  const { t } = useSpeech()
  const { name } = indicator
  return (
    <>
      <Field
        label={t('indicator.field.id')}
        value={indicator.id}
        onChange={(id) => onChange({ ...indicator, id })}
      />
      <Field
        label={t('indicator.field.name')}
        value={name.vi}
        onChange={(vi) => onChange({ ...indicator, name: { ...name, vi } })}
      />
      <Field
        label={t('indicator.field.name.en')}
        value={name.en}
        onChange={(en) => onChange({ ...indicator, name: { ...name, en } })}
      />
    </>
  )
}

function MeasuringFields({
  indicator,
  metrics,
  onChange,
}: Form & { metrics: readonly MetricView[] }) {
  const { t } = useSpeech()
  return (
    <>
      <Select
        size="sm"
        label={t('indicator.field.metric')}
        allowDeselect={false}
        searchable
        data={metrics.map(({ id }) => ({ value: id, label: t(`metric.${id}`) }))}
        value={indicator.metric}
        onChange={(value) => {
          const metric = metrics.find(({ id }) => id === value)
          if (!metric) return
          // What follows from the metric follows it; the rest stays as it was.
          const { id, kind, collection, control } = metric
          const aggregation = metric.subject === 'agency' ? 'share-of-agencies' : 'pooled'
          onChange({
            ...indicator,
            metric: id,
            kind,
            collection,
            control,
            aggregation: kind === 'count' ? 'sum' : aggregation,
          })
        }}
      />
      <Field
        label={t('indicator.field.figure')}
        value={indicator.figure ?? ''}
        onChange={(figure) => onChange({ ...indicator, figure: figure || null })}
      />
      <Select
        size="sm"
        label={t('indicator.field.aggregation')}
        allowDeselect={false}
        data={aggregations.map((value) => ({ value, label: t(`indicator.aggregation.${value}`) }))}
        value={indicator.aggregation}
        onChange={(value) => {
          const aggregation = aggregations.find((one) => one === value)
          if (aggregation) onChange({ ...indicator, aggregation })
        }}
      />
    </>
  )
}

const comparators = indicatorView.shape.comparator.options
const strictnesses = indicatorView.shape.strictness.options

function TargetFields({ indicator, onChange }: Form) {
  const { t, language } = useSpeech()
  const comma = language === 'vi' ? ',' : '.'
  const [typed, setTyped] = useState(() => typedOf(indicator.kind, indicator.target, comma))
  const target = ratioOf(indicator.kind, typed)
  const label =
    indicator.kind === 'share' ? 'indicator.field.target.share' : 'indicator.field.target'
  return (
    <>
      <Select
        size="sm"
        label={t('indicator.field.comparator')}
        allowDeselect={false}
        data={comparators.map((value) => ({ value, label: t(`indicator.comparator.${value}`) }))}
        value={indicator.comparator}
        onChange={(value) => {
          const comparator = comparators.find((one) => one === value)
          if (comparator) onChange({ ...indicator, comparator })
        }}
      />
      <Field
        label={t(label)}
        value={typed}
        error={target === null ? t('indicator.field.target.bad') : null}
        onChange={(text) => {
          setTyped(text)
          const next = ratioOf(indicator.kind, text)
          if (next !== null) onChange({ ...indicator, target: next })
        }}
      />
      <Select
        size="sm"
        label={t('indicator.field.strictness')}
        allowDeselect={false}
        data={strictnesses.map((value) => ({ value, label: t(`indicator.strictness.${value}`) }))}
        value={indicator.strictness}
        onChange={(value) => {
          const strictness = strictnesses.find((one) => one === value)
          if (strictness) onChange({ ...indicator, strictness })
        }}
      />
      <Checkbox
        label={t('indicator.field.isTargetImplied')}
        checked={indicator.isTargetImplied}
        onChange={({ currentTarget }) =>
          onChange({ ...indicator, isTargetImplied: currentTarget.checked })
        }
      />
    </>
  )
}

const declarers = ['every-agency', 'anyone'] as const

function ScopeFields({ indicator, onChange }: Form) {
  const { t } = useSpeech()
  const levels = (text: string) => {
    const named = text.split(',').map((level) => level.trim())
    return named.every((level) => level === '') ? null : named.filter((level) => level !== '')
  }
  return (
    <>
      <Select
        size="sm"
        label={t('indicator.field.declaredBy')}
        allowDeselect={false}
        data={declarers.map((value) => ({ value, label: t(`indicator.declaredBy.${value}`) }))}
        value={indicator.declaredBy}
        onChange={(value) => {
          const declaredBy = declarers.find((one) => one === value)
          if (declaredBy) onChange({ ...indicator, declaredBy })
        }}
      />
      <LevelsField
        levels={indicator.levels}
        onChange={(text) => onChange({ ...indicator, levels: levels(text) })}
      />
      <MultiSelect
        size="sm"
        label={t('indicator.field.classes')}
        data={hostClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        value={indicator.classes ?? []}
        onChange={(values) => {
          const classes = values.flatMap((value) => hostClass.safeParse(value).data ?? [])
          onChange({ ...indicator, classes: classes.length === 0 ? null : classes })
        }}
      />
      <Checkbox
        label={t('indicator.field.bindsEachAgency')}
        checked={indicator.bindsEachAgency}
        onChange={({ currentTarget }) =>
          onChange({ ...indicator, bindsEachAgency: currentTarget.checked })
        }
      />
    </>
  )
}

/** Keeps what is typed, commas with it, until it says something else. */
function LevelsField(props: {
  levels: readonly string[] | null
  onChange: (text: string) => void
}) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState((props.levels ?? []).join(', '))
  return (
    <Textarea
      size="sm"
      rows={1}
      label={t('indicator.field.levels')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}
