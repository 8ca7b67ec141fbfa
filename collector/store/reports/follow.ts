import { Refusal } from '#protocol/refusals.ts'
import type { Actor } from '../audit.ts'
import type { ReportArchive } from '../obligations/report-events.ts'
import type { Db } from '../schema.ts'
import { advanceReport, requireReport } from './archive.ts'

/** Follows the flow of an agency's report: what is confirmed or sent there is confirmed or sent in the archive. */
export const reportArchive: ReportArchive = {
  async follow(trx: Db, { key, obligation, step, reportId, basis }, by: Actor) {
    const report = await requireReport(trx, reportId)
    const isOfAgency = report.agencyId === null || report.agencyId === key.agencyId
    const isWanted = report.kind === obligation.report && report.period === key.period
    if (!isOfAgency || !isWanted) throw new Refusal('REPORT_NOT_FOUND', { id: reportId })
    if (step === 'confirmed' || step === 'sent') {
      await advanceReport(trx, { id: reportId, to: step, basis }, by)
    }
  },
}
