import type { LetterheadBody } from '#protocol/report-routes.ts'
import { marking, type ReportKind } from '#protocol/reports.ts'
import { isDayOrNone } from '../../typed-day.ts'

/** What a person types to make a report; lists are texts with a line for each. */
export type ReportDraft = {
  readonly kind: ReportKind
  readonly period: string | null
  readonly agencyId: string | null
  readonly planId: string | null
  readonly templateId: string | null
  readonly marking: string | null
  /** Null: no sum is estimated. */
  readonly licencePriceVnd: number | null
  readonly symbol: string
  readonly datedOn: string
  readonly addressees: string
  readonly recipients: string
  readonly authority: string
  readonly signerName: string
  readonly shortcomings: string
  readonly nextTasks: string
  readonly proposals: string
}

export const emptyDraft: ReportDraft = {
  kind: 'agency-quarter',
  period: null,
  agencyId: null,
  planId: null,
  templateId: null,
  marking: null,
  licencePriceVnd: null,
  symbol: '',
  datedOn: '',
  addressees: '',
  recipients: '',
  authority: '',
  signerName: '',
  shortcomings: '',
  nextTasks: '',
  proposals: '',
}

const periodPatterns: Readonly<Record<ReportKind, RegExp>> = {
  'agency-quarter': /^\d{4}-Q[1-4]$/,
  'province-quarter': /^\d{4}-Q[1-4]$/,
  'systems-year': /^\d{4}$/,
  scorecard: /./,
}

/** Whether a report of this kind says what licences are missing. */
export const hasShortfall = (kind: ReportKind) =>
  kind === 'agency-quarter' || kind === 'province-quarter'

/** Of the frozen periods, those that this kind of report speaks of. */
export const periodsFor = (kind: ReportKind, periods: readonly string[]) =>
  periods.filter((one) => periodPatterns[kind].test(one))

/** The draft with the plan that stands in its field: the first, while nobody has chosen another. */
export const onShownPlan = (
  draft: ReportDraft,
  plans: readonly { readonly id: string }[],
): ReportDraft => ({ ...draft, planId: draft.planId ?? plans[0]?.id ?? null })

/** Whether enough is chosen to make the report. */
export const isReady = ({ kind, planId, period, agencyId, datedOn }: ReportDraft) =>
  planId !== null &&
  period !== null &&
  isDayOrNone(datedOn) &&
  (kind !== 'agency-quarter' || agencyId !== null)

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The body of the call; what was left empty stays as it is proposed. */
export function bodyOf(draft: ReportDraft) {
  const { kind, planId, templateId, symbol, datedOn, signerName } = draft
  const list = (name: 'addressees' | 'recipients' | 'authority') => {
    const lines = linesOf(draft[name])
    return lines.length === 0 ? {} : { [name]: lines }
  }
  const letterhead: LetterheadBody = {
    ...(symbol.trim() === '' ? {} : { symbol }),
    ...(datedOn === '' ? {} : { datedOn }),
    ...(signerName.trim() === '' ? {} : { signerName }),
    ...list('addressees'),
    ...list('recipients'),
    ...list('authority'),
  }
  return {
    kind,
    planId,
    templateId,
    letterhead,
    period: draft.period ?? '',
    licencePriceVnd: hasShortfall(kind) ? draft.licencePriceVnd : null,
    agencyId: kind === 'agency-quarter' ? draft.agencyId : null,
    marking: marking.options.find((one) => one === draft.marking) ?? null,
    narrative: {
      shortcomings: linesOf(draft.shortcomings),
      nextTasks: linesOf(draft.nextTasks),
      proposals: linesOf(draft.proposals),
    },
  }
}
