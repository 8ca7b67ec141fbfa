import type { ReportInput } from '#domain/report-input.ts'
import type { ReportKind } from '#protocol/reports.ts'
import type { ReportDocument } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { agencyQuarter } from './agency-quarter.ts'
import type { PrintOptions } from './frame.ts'
import { provinceQuarter } from './province-quarter.ts'
import { scorecard } from './scorecard.ts'
import { systemsYear } from './systems-year.ts'

type Compose = (input: ReportInput, texts: ReportTexts, options: PrintOptions) => ReportDocument

/** One for each kind of report: a missing one does not compile. */
export const composers: Readonly<Record<ReportKind, Compose>> = {
  'agency-quarter': agencyQuarter,
  'province-quarter': provinceQuarter,
  'systems-year': systemsYear,
  scorecard,
}
