import type { ReportInput } from '#domain/report-input.ts'
import { writeXlsx } from '#collector/sheets/xlsx.ts'
import type { ReportTexts } from '../texts.ts'
import { declaredSheets } from './declared.ts'
import { machineSheets } from './machines.ts'
import { exclusionSheet, indicatorSheets, summarySheet } from './numbers.ts'

/** The .xlsx with every row behind every number and every exclusion; the same input gives the same bytes. */
export function makeAnnex(input: ReportInput, texts: ReportTexts): Uint8Array {
  return writeXlsx({
    creator: input.letterhead.issuerName,
    madeMs: input.snapshot.createdMs,
    sheets: [
      summarySheet(input, texts),
      ...indicatorSheets(input, texts),
      exclusionSheet(input, texts),
      ...machineSheets(input, texts),
      ...declaredSheets(input, texts),
    ],
  })
}
