import type { ReportIndicator } from '#domain/report-input.ts'
import { isIndicatorProvisional } from '#domain/scorecard.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { foundFigure } from '../words.ts'
import type { Scope } from './frozen.ts'

const valueIn = (
  values: readonly SnapshotValue[],
  indicatorId: string,
  agencyId: string | null,
): SnapshotValue | null =>
  values.find((one) => one.indicatorId === indicatorId && one.agencyId === agencyId) ?? null

/** The indicators with the figures that were frozen. */
export function indicatorsOf(scope: Scope, previous: FrozenSnapshot | null): ReportIndicator[] {
  const { plan, snapshot, agencyId, isProvisional } = scope
  return plan.indicators.flatMap((indicator) => {
    const value = valueIn(snapshot.values, indicator.id, agencyId)
    if (!value) return []
    const { id, kind, collection, comparator, strictness, target, isTargetImplied } = indicator
    const { document, clause, quote, wordingNote } = indicator.source
    const before = previous && valueIn(previous.values, indicator.id, agencyId)
    return [
      {
        id,
        kind,
        collection,
        comparator,
        strictness,
        target,
        isTargetImplied,
        document,
        clause,
        wordingNote,
        name: indicator.name.vi,
        quote: quote.vi,
        verdict: value.verdict,
        missing: value.missing,
        isProvisional: isIndicatorProvisional(indicator, isProvisional),
        counts: value.counts,
        figure: value.worst,
        best: value.best,
        declared: value.declared,
        isLowerBound: value.isLowerBound,
        isReference: agencyId !== null && !indicator.bindsEachAgency,
        previous: before ? foundFigure({ kind, figure: before.worst, best: before.best }) : null,
      },
    ]
  })
}

/** The figures of one agency, for tables of all of them. */
export function agencyValues({ plan, snapshot }: Scope, agencyId: string) {
  return plan.indicators.flatMap(({ id }) => {
    const value = valueIn(snapshot.values, id, agencyId)
    return value
      ? [{ indicatorId: id, figure: value.worst, best: value.best, verdict: value.verdict }]
      : []
  })
}
