/** A version of a plan that somebody wrote in the console; what ships with the product is version 1 of its plan. */
type PlanVersionTable = {
  plan_id: string
  version: number
  province_id: string
  /** `planBody` of protocol/plans.ts, as JSON. */
  body: string
  state: 'draft' | 'issued'
  valid_from: string
  /** The last day that the author named; null: until the next version begins. */
  valid_until: string | null
  author: string
  /** When it was last written. */
  recorded_ms: number
  /** Counts the edits of a draft, so that two editors do not overwrite one another. */
  revision: number
  issued_ms: number | null
  issued_by: string | null
}

export type PlansSchema = { plan_version: PlanVersionTable }
