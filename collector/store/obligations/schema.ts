import type { Generated } from 'kysely'
import type { ReportStep } from '#protocol/obligations.ts'

/** What happened to one report of one sender. Appended to and never changed. */
type ReportEventTable = {
  id: Generated<number>
  obligation_id: string
  period: string
  /** Of the agency, or `role:<party>` while nobody is known to hold the role. */
  agency_id: string
  sequence: number
  step: ReportStep
  happened_ms: number
  recorded_ms: number
  actor: string
  person: string
  reason: string | null
  basis: string | null
  report_id: string | null
}

/** A duty that binds another province and that this one took on. */
type ObligationAdoptionTable = {
  id: Generated<number>
  obligation_id: string
  from_day: string
  until_day: string | null
  basis: string
  actor: string
  recorded_ms: number
  superseded_ms: number | null
}

/** Joined into `Schema`. */
export type ObligationsSchema = {
  report_event: ReportEventTable
  obligation_adoption: ObligationAdoptionTable
}
