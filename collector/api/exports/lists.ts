import type { AgentCostsView, UnknownProduct } from '#protocol/judging-views.ts'
import { sendingStates, type OccurrenceView } from '#protocol/obligations.ts'
import type { AgencyResultView, IndicatorDetailView } from '#protocol/plan-views.ts'
import type { SnapshotDetail } from '#protocol/snapshot-views.ts'
import type { Bilingual, IndicatorView } from '#protocol/views.ts'
import type { Translator } from '#i18n/translator.ts'
import { figureColumns, type Measured } from './figures.ts'
import type { FileColumn } from './send-table.ts'

const local = ({ vi, en }: Bilingual, { language }: Translator) =>
  language === 'en' && en !== '' ? en : vi

/** What a file says of the versions of agents. */
export const versionFileColumns: readonly FileColumn<AgentCostsView['versions'][number]>[] = [
  { id: 'version', width: 16, head: ({ t }) => t('agents.version'), cell: (one) => one.version },
  { id: 'hosts', width: 12, head: ({ t }) => t('products.hosts'), cell: (one) => one.hosts },
]

/** What a file says of names that no catalogue has. */
export const productFileColumns: readonly FileColumn<UnknownProduct>[] = [
  { id: 'name', width: 40, head: ({ t }) => t('products.name'), cell: ({ name }) => name },
  { id: 'hosts', width: 12, head: ({ t }) => t('products.hosts'), cell: ({ hosts }) => hosts },
  {
    id: 'first-seen',
    width: 18,
    head: ({ t }) => t('products.first-seen'),
    cell: ({ firstSeenMs }) => ({ momentMs: firstSeenMs }),
  },
  {
    id: 'agencies',
    width: 60,
    head: ({ t }) => t('products.agencies'),
    cell: ({ agencies }) => agencies.join(', '),
  },
]

/** What a file says of the agencies of an indicator. */
export function agencyFileColumns(goal: IndicatorView): readonly FileColumn<AgencyResultView>[] {
  const measured = ({ worst, best, declared, verdict }: AgencyResultView): Measured => ({
    goal,
    worst,
    best,
    declared,
    verdict,
  })
  return [
    { id: 'agency', width: 44, head: ({ t }) => t('one.agencies.agency'), cell: (one) => one.name },
    {
      id: 'level',
      width: 16,
      head: ({ t }) => t('export.level'),
      cell: ({ level }) => level,
    },
    ...figureColumns(measured),
    ...countColumns<AgencyResultView>(({ counts }) => counts),
    {
      id: 'outside',
      width: 40,
      head: ({ t }) => t('export.outside'),
      cell: ({ outside, exclusion }, { t }) =>
        outside === null ? null : (exclusion ?? t('one.outside.other-level')),
    },
  ]
}

type Counts = { met: number; unmet: number; unknown: number; notApplicable: number }

function countColumns<Row>(of: (row: Row) => Counts | null): readonly FileColumn<Row>[] {
  const column = (state: keyof Counts): FileColumn<Row> => ({
    id: state === 'notApplicable' ? 'not-applicable' : state,
    width: 14,
    head: ({ t }) => t(`state.${state === 'notApplicable' ? 'not-applicable' : state}`),
    cell: (row) => of(row)?.[state] ?? null,
  })
  return [column('met'), column('unmet'), column('unknown'), column('notApplicable')]
}

/** What a file says of who breaks a prohibition. */
export const offenderFileColumns: readonly FileColumn<IndicatorDetailView['offenders'][number]>[] =
  [
    {
      id: 'host',
      width: 36,
      head: ({ t }) => t('one.offenders.host'),
      cell: ({ name }, { t }) => name ?? t('one.offenders.devices'),
    },
    {
      id: 'count',
      width: 12,
      head: ({ t }) => t('one.offenders.count'),
      cell: ({ count }) => count,
    },
    {
      id: 'agency',
      width: 44,
      head: ({ t }) => t('one.agencies.agency'),
      cell: ({ agencyName }) => agencyName,
    },
  ]

/** An indicator beside its frozen value. */
export type FrozenRow = {
  readonly indicator: SnapshotDetail['indicators'][number]
  readonly value: SnapshotDetail['values'][number]
}

/** What a file says of the scorecard of a snapshot. */
export const scorecardFileColumns: readonly FileColumn<FrozenRow>[] = [
  {
    id: 'indicator',
    width: 60,
    head: ({ t }) => t('snapshot.indicator'),
    cell: ({ indicator }, words) => local(indicator.name, words),
  },
  ...figureColumns(({ indicator, value }: FrozenRow): Measured => ({ goal: indicator, ...value })),
  ...countColumns<FrozenRow>(({ value }) => value.counts),
]

/** What a file says of what falls due. */
export const occurrenceFileColumns: readonly FileColumn<OccurrenceView>[] = [
  {
    id: 'what',
    width: 60,
    head: ({ t }) => t('obligations.column.what'),
    cell: ({ obligation }, words) => local(obligation.title, words),
  },
  {
    id: 'period',
    width: 12,
    head: ({ t }) => t('obligations.column.period'),
    cell: ({ period }) => period,
  },
  {
    id: 'last-day',
    width: 14,
    head: ({ t }) => t('obligations.column.last-day'),
    cell: ({ lastDay }) => ({ day: lastDay }),
  },
  {
    id: 'reminder',
    width: 14,
    head: ({ t }) => t('obligations.column.reminder'),
    cell: ({ reminderDay }) => ({ day: reminderDay }),
  },
  ...sendingStates.map((state): FileColumn<OccurrenceView> => ({
    id: state,
    width: 14,
    head: ({ t }) => t(`sending.${state}`),
    cell: ({ counts }) => counts[state],
  })),
]
