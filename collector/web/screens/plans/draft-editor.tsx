import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type SetStateAction } from 'react'
import type { PlanVersionView } from '#protocol/plan-views.ts'
import type { PlanBody, PlanIndicator } from '#protocol/plans.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { isChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { planMetricsQuery, planVersionQuery, refreshPlans } from '../../plan-queries.ts'
import { isDay, isDayOrNone } from '../../typed-day.ts'
import { DraftChanges, draftOf } from './draft-changes.tsx'
import { DraftHeadForm, type DraftHead } from './draft-head-form.tsx'
import { FinishDraft } from './finish-draft.tsx'
import { IndicatorForm } from './indicator-form.tsx'
import { mergeDrafts } from './merge-drafts.ts'
import own from './plan-version.module.css'

/**
 * Edits a draft: the plan, each indicator, and what still keeps it from being issued. `newest` may be read again under
 * it at any time: what is typed stays until its author has chosen.
 */
export function DraftEditor({ newest }: { newest: PlanVersionView }) {
  const { t } = useSpeech()
  const { view, draft, setDraft, save, newer, turnTo } = useDraft(newest)
  const areDays = areDaysInOrder(draft)
  const metrics = useQuery(planMetricsQuery(useApi()))
  const isChanged = !isSame(draft, draftOf(view))
  const merged = (next: PlanVersionView) =>
    mergeDrafts({ base: draftOf(view), mine: draft, theirs: draftOf(next) })
  const setIndicators = (indicators: PlanIndicator[]) =>
    setDraft({ ...draft, body: { ...draft.body, indicators } })
  const { indicators } = draft.body
  return (
    <>
      <Troubles view={view} />
      <DraftHeadForm draft={draft} onChange={setDraft} />
      {metrics.isError && <LoadFailure error={metrics.error} onRetry={metrics.refetch} />}
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
      {newer && (
        <DraftChanges
          draft={merged(newer)}
          newer={newer}
          onKeepMine={() => {
            turnTo(newer, merged(newer))
            save.reset()
          }}
          onTakeTheirs={() => {
            turnTo(newer, draftOf(newer))
            save.reset()
          }}
        />
      )}
      <div className={own['saving']}>
        <Button
          disabled={!isChanged || !areDays || newer !== null}
          loading={save.isPending}
          onClick={() => save.mutate(draft)}
        >
          {t('plan.edit.save')}
        </Button>
        <SaveState
          isChanged={isChanged}
          areDays={areDays}
          error={isChangedMeanwhile(save.error) ? null : save.error}
        />
        <FinishDraft view={view} isBlocked={isChanged || view.troubles.length > 0} />
      </div>
    </>
  )
}

const isSame = (left: DraftHead, right: DraftHead) => JSON.stringify(left) === JSON.stringify(right)

/** What is typed, the revision that it was typed over, and the newer one that somebody else has saved meanwhile. */
function useDraft(newest: PlanVersionView) {
  const [view, setView] = useState(newest)
  const [draft, setDraft] = useState(() => draftOf(newest))
  const turnTo = (next: PlanVersionView, text: SetStateAction<DraftHead>) => {
    setView(next)
    setDraft(text)
  }
  const save = useSave(view, (saved, sent) =>
    turnTo(saved, (typed) => (isSame(typed, sent) ? draftOf(saved) : typed)),
  )
  const isNewer = newest.head.revision > view.head.revision && !save.isPending
  // Who has typed nothing else has nothing to lose; an answer that was lost comes back this way too.
  const isNothingLost = isSame(draft, draftOf(view)) || isSame(draft, draftOf(newest))
  if (isNewer && isNothingLost) turnTo(newest, draftOf(newest))
  return { view, draft, setDraft, save, newer: isNewer ? newest : null, turnTo }
}

type OnSaved = (saved: PlanVersionView, sent: DraftHead) => void

function useSave(view: PlanVersionView, onSaved: OnSaved) {
  const api = useApi()
  const client = useQueryClient()
  const { id, version, revision: expectedRevision } = view.head
  const { queryKey } = planVersionQuery(api, { id, version })
  return useMutation({
    mutationFn: (draft: DraftHead) => {
      const body = { ...draft, expectedRevision }
      return api.call('editPlanDraft', { params: { id, version }, body })
    },
    onSuccess: async (saved, sent) => {
      onSaved(saved, sent)
      client.setQueryData(queryKey, saved)
      await refreshPlans(client)
    },
    onError: async (error) => {
      if (isChangedMeanwhile(error)) await client.invalidateQueries({ queryKey })
    },
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
