import { measureInputOf } from '#domain/frozen-input.ts'
import type { AgencyState } from '#domain/frozen.ts'
import type { Plan } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import type { Letterhead, ReportAgency, ReportInput } from '#domain/report-input.ts'
import type { IsProvisional } from '#domain/scorecard.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import { hostClasses, type Digest } from '#protocol/values.ts'
import { reportTexts } from '../texts.ts'
import { declaredOf } from './declarations.ts'
import { declaredFiguresOf } from './figures.ts'
import { findingsOf, type SetDay } from './findings.ts'
import type { SayReason, Scope } from './frozen.ts'
import { handCheckSentence, type CheckedByHand } from './hand-check.ts'
import { agencyValues, indicatorsOf } from './indicators.ts'
import { licencesOf } from './licences.ts'
import { machinesOf } from './machine-list.ts'
import { classesOf, exclusionsOf, unprotectedOf } from './machines.ts'
import { rowsOf } from './rows.ts'
import { budgetLinesOf, summedShortfall } from './shortfall.ts'

/** A snapshot with all that it rests on, and what stands around it when a report is made. */
export type ReportSource = {
  readonly snapshot: FrozenSnapshot
  readonly hash: Digest
  readonly plan: Plan
  readonly agencies: readonly AgencyState[]
  readonly chainHead: { readonly number: number; readonly hash: Digest }
  /** Of the snapshot that this one amends. */
  readonly amendedNumber: number | null
  readonly previous: FrozenSnapshot | null
  /** The agencies of `previous` with their machines. */
  readonly previousAgencies: readonly AgencyState[] | null
  readonly provinceName: string
  /** Which agency has sent its report, by agency. */
  readonly sending: ReadonlyMap<string, ReportAgency['sending']>
  readonly systemOwner: ReportInput['systemOwner']
  readonly systemUnit: ReportInput['systemUnit']
  readonly contactPoint: string | null
  readonly handCheck: CheckedByHand | null
  /** The days by which findings were to be put right, as they were known when the snapshot was taken. */
  readonly setDays: readonly SetDay[]
  /** As it was known when the snapshot was taken. */
  readonly isProvisional: IsProvisional
  readonly say: SayReason
}

/** What a person chooses of a report. */
export type ReportChoice = Pick<
  ReportInput,
  'kind' | 'period' | 'marking' | 'narrative' | 'licencePriceVnd'
> & {
  /** Null: the province. */
  readonly agencyId: string | null
  readonly letterhead: Letterhead
}

/** Everything that a report renders from, out of one snapshot. The same snapshot and choice give the same input. */
export function reportInputOf(source: ReportSource, choice: ReportChoice): ReportInput {
  const { snapshot, plan } = source
  const documentDay = choice.letterhead.datedOn ?? dayOf(snapshot.cutOffMs)
  const texts = reportTexts(choice.kind, { periodDay: choice.period.untilDay, documentDay })
  const agencies =
    choice.agencyId === null
      ? source.agencies
      : source.agencies.filter(({ id }) => id === choice.agencyId)
  const input = measureInputOf(agencies, snapshot.cutOffMs)
  const scope: Scope = {
    snapshot,
    plan,
    agencyId: choice.agencyId,
    agencies,
    measured: input.agencies,
    texts,
    isProvisional: source.isProvisional,
    say: source.say,
  }
  const [only] = agencies
  return {
    kind: choice.kind,
    period: choice.period,
    documentDay,
    provinceName: source.provinceName,
    agency: choice.agencyId === null || !only ? null : { id: only.id, name: only.name },
    letterhead: choice.letterhead,
    marking: choice.marking,
    licencePriceVnd: choice.licencePriceVnd,
    plan: {
      id: plan.id,
      version: snapshot.planVersion,
      name: plan.name.vi,
      documentNumber: plan.documentNumber,
      issuedOn: plan.issuedOn,
    },
    snapshot: snapshotPart(source),
    comparedWith: source.previous && {
      number: source.previous.number,
      cutOffMs: source.previous.cutOffMs,
    },
    handCheck: source.handCheck && handCheckSentence(source.handCheck, texts),
    classes: classesOf(scope),
    contactPoint: source.contactPoint,
    indicators: indicatorsOf(scope, source.previous),
    agencies: choice.agencyId === null ? agenciesOf(scope, source) : [],
    exclusions: exclusionsOf(scope),
    unprotected: unprotectedOf(scope),
    machines: machinesOf(scope),
    ...declaredFiguresOf(scope),
    systemOwner: source.systemOwner,
    systemUnit: source.systemUnit,
    ...findingsOf(scope, { previous: source.previousAgencies, setDays: source.setDays }),
    narrative: choice.narrative,
    rows: rowsOf(scope),
    budgetLines: budgetLinesOf(scope, choice.kind),
    ...declaredOf(scope, choice.period),
    licences: licencesOf(scope),
    shortfall: summedShortfall(scope),
  }
}

function snapshotPart(source: ReportSource): ReportInput['snapshot'] {
  const { snapshot, hash, chainHead, amendedNumber } = source
  const { id, number, cutOffMs, createdMs, amends } = snapshot
  const isAmendment = amends !== null && amendedNumber !== null
  return {
    id,
    number,
    hash,
    cutOffMs,
    createdMs,
    chainHead,
    auditHead: snapshot.auditHead ?? null,
    amends: isAmendment ? { number: amendedNumber, reason: amends.reason } : null,
  }
}

function agenciesOf(scope: Scope, { sending }: ReportSource): ReportAgency[] {
  const { texts } = scope
  return scope.agencies
    .filter(({ exclusion }) => exclusion === null)
    .map((agency) => ({
      id: agency.id,
      name: agency.name,
      group: texts.say(
        texts.has(`group.${agency.level}`) ? `group.${agency.level}` : 'group.other',
      ),
      classes: hostClasses.map((one) => ({ class: one, denominator: agency.denominators[one] })),
      values: agencyValues(scope, agency.id),
      shortfall: summedShortfall({
        ...scope,
        measured: scope.measured.filter(({ id }) => id === agency.id),
      }),
      sending: sending.get(agency.id) ?? { state: 'not-owed', dueOn: null, sentOn: null },
    }))
}
