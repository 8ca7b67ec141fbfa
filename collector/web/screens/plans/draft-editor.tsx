import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanVersionView } from '#protocol/plan-views.ts'
import type { PlanBody, PlanIndicator } from '#protocol/plans.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { planMetricsQuery, refreshPlans } from '../../plan-queries.ts'
import { isDay, isDayOrNone } from '../../typed-day.ts'
import { DraftHeadForm, type DraftHead } from './draft-head-form.tsx'
import { FinishDraft } from './finish-draft.tsx'
import { IndicatorForm } from './indicator-form.tsx'
import own from './plan-version.module.css'

/** Edits a draft: the plan, each indicator, and what still keeps it from being issued. */
export function DraftEditor({ view }: { view: PlanVersionView }) {
  const { t } = useSpeech()
  const { head } = view
  const [draft, setDraft] = useState<DraftHead>({
    body: view.body,
    validFrom: head.validFrom,
    validUntil: head.validUntil,
  })
  const save = useSave(view, draft)
  const areDays = areDaysInOrder(draft)
  const metrics = useQuery(planMetricsQuery(useApi()))
  const isChanged =
    JSON.stringify(draft) !==
    JSON.stringify({ body: view.body, validFrom: head.validFrom, validUntil: head.validUntil })
  const setIndicators = (indicators: PlanIndicator[]) =>
    setDraft({ ...draft, body: { ...draft.body, indicators } })
  const { indicators } = draft.body
  return (
    <>
      <Troubles view={view} />
      <DraftHeadForm draft={draft} onChange={setDraft} />
      <Card title={t('plans.indicators')} isFlush>
        {indicators.map((indicator, index) => (
          <IndicatorForm
            // Two may have one id while they are edited.
            key={index}
            indicator={indicator}
            metrics={metrics.data?.metrics ?? []}
            isInTrouble={view.troubles.some(({ indicatorId }) => indicatorId === indicator.id)}
            onChange={(next) => setIndicators(indicators.with(index, next))}
            onRemove={() => setIndicators(indicators.toSpliced(index, 1))}
          />
        ))}
        <Button
          m="sm"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setIndicators([...indicators, freshOf(draft.body)])}
        >
          {t('plan.edit.add')}
        </Button>
      </Card>
      <div className={own['saving']}>
        <Button
          disabled={!isChanged || !areDays}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('plan.edit.save')}
        </Button>
        <SaveState isChanged={isChanged} areDays={areDays} error={save.error} />
        <FinishDraft view={view} isBlocked={isChanged || view.troubles.length > 0} />
      </div>
    </>
  )
}

function useSave(view: PlanVersionView, draft: DraftHead) {
  const api = useApi()
  const client = useQueryClient()
  const { id, version, revision } = view.head
  return useMutation({
    mutationFn: () =>
      api.call('editPlanDraft', { params: { id, version }, body: { ...draft, revision } }),
    onSuccess: () => refreshPlans(client),
  })
}

type SaveStateProps = { isChanged: boolean; areDays: boolean; error: Error | null }

function SaveState({ isChanged, areDays, error }: SaveStateProps) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  if (!areDays) {
    return (
      <Text role="alert" size="sm" c="var(--mantine-color-error)">
        {t('plan.edit.day.bad')}
      </Text>
    )
  }
  if (error) {
    return (
      <Text role="alert" size="sm" c="var(--mantine-color-error)">
        {textOf(error)}
      </Text>
    )
  }
  return (
    <Text role="status" size="sm" c="dimmed">
      {t(isChanged ? 'plan.edit.unsaved' : 'plan.edit.saved')}
    </Text>
  )
}

/** What is typed into a field of days stands in the draft; a text that is no day must not be saved. */
function areDaysInOrder({ body, validFrom, validUntil }: DraftHead): boolean {
  const { indicators, settings } = body
  const optional = [
    body.to,
    validUntil,
    settings.doPublicEmployeesCount.decidedOn,
    ...indicators.flatMap(({ from, until, tolerance }) => [from, until, tolerance?.decidedOn]),
  ]
  return (
    [body.issuedOn, body.from, validFrom].every(isDay) &&
    optional.every((day) => isDayOrNone(day ?? ''))
  )
}

function Troubles({ view: { troubles } }: { view: PlanVersionView }) {
  const { t, say, number } = useSpeech()
  if (troubles.length === 0) {
    return (
      <p className={own['fine']} role="status">
        {t('plan.troubles.none')}
      </p>
    )
  }
  return (
    <Card title={t('plan.troubles', { count: number(troubles.length) })} isFlush>
      <ul className={own['troubles']}>
        {troubles.map(({ code, indicatorId, params }, index) => (
          <li key={`${code} ${index}`}>
            {indicatorId === null ? (
              say(`refusal.${code}`, params)
            ) : (
              <a href={`#${indicatorId}`}>{say(`refusal.${code}`, params)}</a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** A line that is still empty; what it lacks is said when the draft is saved. */
function freshOf({ id, indicators }: PlanBody): PlanIndicator {
  return {
    id: `${id}.i${String(indicators.length + 1).padStart(2, '0')}`,
    name: { vi: '', en: '' },
    metric: 'declared-share',
    figure: null,
    kind: 'share',
    collection: 'declared',
    control: null,
    comparator: 'gte',
    target: { numerator: 100, denominator: 100 },
    tolerance: null,
    isTargetImplied: false,
    strictness: 'hard',
    aggregation: 'pooled',
    declaredBy: 'every-agency',
    bindsEachAgency: false,
    levels: null,
    classes: null,
    areClassesApart: false,
    from: null,
    until: null,
    successor: null,
    budgetLines: [],
    source: { document: '', clause: '', quote: { vi: '', en: '' }, wordingNote: null },
  }
}
