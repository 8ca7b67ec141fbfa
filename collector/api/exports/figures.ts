import { decimalsFor } from '#domain/figures.ts'
import type { SnapshotIndicator } from '#protocol/snapshot-views.ts'
import type { ExactRatio, IndicatorVerdict } from '#protocol/views.ts'
import type { Cell } from '#collector/sheets/cell.ts'
import { columnsOf } from './columns.ts'
import type { FileColumn } from './send-table.ts'

/** What decides how many decimals of a figure are printed. */
type Goal = Pick<SnapshotIndicator, 'kind' | 'comparator' | 'target'>
/** What is printed of one figure, and the goal that decides its decimals. */
export type Measured = {
  readonly goal: Goal
  readonly worst: ExactRatio | null
  readonly best: ExactRatio | null
  readonly declared: ExactRatio | null
  readonly verdict: IndicatorVerdict
}

/** The columns of a figure: the proven one, the best that it can be, the integers behind it, the verdict. */
export function figureColumns<Row>(of: (row: Row) => Measured): readonly FileColumn<Row>[] {
  return [
    {
      id: 'figure',
      width: 12,
      head: ({ t }) => t('export.figure'),
      cell: (row) => figureCell(of(row).goal, of(row).worst),
    },
    {
      id: 'figure',
      width: 12,
      head: ({ t }) => t('export.best'),
      cell: (row) => figureCell(of(row).goal, of(row).best),
    },
    {
      id: 'parts',
      width: 12,
      head: ({ t }) => t('export.numerator'),
      cell: (row) => of(row).worst?.numerator ?? null,
    },
    {
      id: 'parts',
      width: 12,
      head: ({ t }) => t('export.denominator'),
      cell: (row) => of(row).worst?.denominator ?? null,
    },
    {
      id: 'declared',
      width: 12,
      head: ({ t }) => t('one.agencies.declared'),
      cell: (row) => figureCell(of(row).goal, of(row).declared),
    },
    {
      id: 'verdict',
      width: 24,
      head: ({ t }) => t('one.agencies.verdict'),
      cell: (row, { t }) => t(`verdict.${of(row).verdict}`),
    },
  ]
}

/** A share in percent, cut and never rounded up, with the decimals that agree with the verdict. */
export function figureCell({ kind, comparator, target }: Goal, ratio: ExactRatio | null): Cell {
  if (ratio === null) return null
  if (kind === 'count') return ratio.numerator
  if (ratio.denominator === 0) return null
  const digits = Math.max(2, decimalsFor(ratio, target, comparator))
  const scale = (kind === 'share' ? 100n : 1n) * 10n ** BigInt(digits)
  const cut = (BigInt(ratio.numerator) * scale) / BigInt(ratio.denominator)
  return { decimal: Number(cut) / 10 ** digits, digits }
}

type Counts = { met: number; unmet: number; unknown: number; notApplicable: number }

/** How many are in each of the four states; empty where nothing measured is behind the figure. */
export function countColumns<Row>(of: (row: Row) => Counts | null): readonly FileColumn<Row>[] {
  const { count } = columnsOf<Row>()
  return [
    count('state.met', (row) => of(row)?.met),
    count('state.unmet', (row) => of(row)?.unmet),
    count('state.unknown', (row) => of(row)?.unknown),
    count('state.not-applicable', (row) => of(row)?.notApplicable),
  ]
}
