import type { Plan } from '#domain/plan.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import type { AgencyState } from '#domain/frozen.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import type { IsProvisional } from '#domain/scorecard.ts'
import type { ReportTexts } from '../texts.ts'

/** What a report is made of, out of one snapshot: the agencies of its scope and what they count. */
export type Scope = {
  readonly snapshot: FrozenSnapshot
  readonly plan: Plan
  /** Null: the province. */
  readonly agencyId: string | null
  readonly agencies: readonly AgencyState[]
  /** The same agencies, as plans measure them. */
  readonly measured: readonly InputAgency[]
  readonly texts: ReportTexts
  readonly isProvisional: IsProvisional
  /** A frozen reason as a sentence. */
  readonly say: SayReason
}

export type SayReason = (
  key: string,
  params: Readonly<Record<string, string | number | readonly string[]>>,
) => string

/** Agencies of the plan: those that a recorded reason leaves outside stand among the exclusions. */
export const insideOf = ({ agencies }: Scope) =>
  agencies.filter(({ exclusion }) => exclusion === null)
