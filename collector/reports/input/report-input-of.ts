import { budgetLines } from '#domain/budget-lines.ts'
import { measureInputOf } from '#domain/frozen-input.ts'
import type { AgencyState } from '#domain/frozen.ts'
import type { Plan } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import type { Letterhead, ReportAgency, ReportInput, Shortfall } from '#domain/report-input.ts'
import type { IsProvisional } from '#domain/scorecard.ts'
import { productsSeenIn, shortfallOf } from '#domain/shortfall.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import { hostClasses, type Digest } from '#protocol/values.ts'
import { reportTexts } from '../texts.ts'
import { declaredOf } from './declarations.ts'
import { findingsOf } from './findings.ts'
import type { SayReason, Scope } from './frozen.ts'
import { handCheckSentence, type CheckedByHand } from './hand-check.ts'
import { agencyValues, indicatorsOf, rowsOf } from './indicators.ts'
import { computers, licencesOf, shippedNames } from './licences.ts'
import { classesOf, exclusionsOf, unprotectedOf } from './machines.ts'

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
  /** As it was known when the snapshot was taken. */
  readonly isProvisional: IsProvisional
  readonly say: SayReason
}

/** What a person chooses of a report. */
export type ReportChoice = Pick<ReportInput, 'kind' | 'period' | 'marking' | 'narrative'> & {
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
    defaultDevices: null,
    systemOwner: source.systemOwner,
    systemUnit: source.systemUnit,
    ...findingsOf(scope, source.previousAgencies),
    narrative: choice.narrative,
    rows: rowsOf(scope),
    budgetLines: budgetLines
      .filter(({ planId }) => planId === plan.id)
      .map(({ id, name, lead, total }) => ({ id, name, lead, millionVnd: total })),
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

/** Null where no agency could say; otherwise the sum of those that could. */
function summedShortfall({ measured, snapshot, plan, agencies: states }: Scope): Shortfall {
  const { agencies } = shortfallOf({
    input: { cutOffMs: snapshot.cutOffMs, cutOffDay: dayOf(snapshot.cutOffMs), agencies: measured },
    seen: productsSeenIn(states),
    names: shippedNames,
    planId: plan.id,
    classes: computers,
  })
  const sum = (of: (row: (typeof agencies)[number]) => number | null) => {
    const known = agencies.map(of).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
  }
  return {
    machinesWithoutLicence: sum(({ machinesWithoutLicence }) => machinesWithoutLicence),
    seatsBought: sum(({ seatsBought }) => seatsBought),
    seatsUsed: sum(({ seatsUsed }) => seatsUsed),
    seatsEndingSoon: sum(({ seatsEndingSoon }) => seatsEndingSoon),
    lansWithoutFirewall: sum(({ lansWithoutFirewall }) => lansWithoutFirewall),
  }
}
