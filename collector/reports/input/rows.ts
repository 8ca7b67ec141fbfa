import { unnamedMachines } from '#domain/frozen-input.ts'
import type { AgencyState, FrozenHost } from '#domain/frozen.ts'
import { countedBy } from '#domain/moved-comparison.ts'
import { sideOf, type Contribution, type Counted, type SideSubject } from '#domain/moved-side.ts'
import type { Indicator } from '#domain/plan.ts'
import type { ReportRow } from '#domain/report-rows.ts'
import { hostClasses } from '#protocol/values.ts'
import { declaredRows } from './declared-rows.ts'
import { insideOf, type Scope } from './frozen.ts'
import { reasonOf } from './machines.ts'

type HostAt = { readonly agency: AgencyState; readonly host: FrozenHost }

/**
 * The rows behind every figure, which add up to it exactly: machine by machine where machines are counted, then what
 * agencies have declared. Of a prohibition every machine that breaks it, or may, is a row.
 */
export function rowsOf(scope: Scope): ReportRow[] {
  const agencies = new Map(insideOf(scope).map((agency) => [agency.id, agency]))
  const hosts = new Map<string, HostAt>()
  for (const agency of agencies.values()) {
    for (const host of agency.part.hosts) hosts.set(host.id, { agency, host })
  }
  return scope.plan.indicators.flatMap((indicator) =>
    indicatorRows(scope, indicator, { agencies, hosts }),
  )
}

type Known = {
  readonly agencies: ReadonlyMap<string, AgencyState>
  readonly hosts: ReadonlyMap<string, HostAt>
}

function indicatorRows(scope: Scope, indicator: Indicator, known: Known): ReportRow[] {
  const { snapshot, agencyId, texts } = scope
  const values = snapshot.values.filter(({ indicatorId }) => indicatorId === indicator.id)
  const whole = values.find((value) => value.agencyId === agencyId)?.worst ?? null
  if (whole === null) return []
  const counted = countedBy(indicator)
  const classes = indicator.classes ?? hostClasses
  const side = sideOf([...known.agencies.values()], { counted, classes, agencyId, values })
  const named = [...side.subjects.values()]
    .filter(({ isInScope }) => isInScope)
    .filter((subject) => !isOfNoCount(counted, subject))
    .map((subject) => subjectRow(scope, { indicator, counted, subject, known }))
  const rest = [...side.rest].flatMap(([id, left]) => {
    const agency = known.agencies.get(id)
    if (agency)
      return restRows(scope, { indicator, counted, agency, left: ofKind(indicator, left) })
    return [sumRow(indicator, { id, name: '', subject: texts.say('row.province') }, left)]
  })
  return [...named, ...rest].filter((row): row is ReportRow => row !== null)
}

/** A count has numerators alone: the 1 below it is no thing that could be listed. */
const ofKind = ({ kind }: Indicator, left: Contribution): Contribution =>
  kind === 'count' ? { ...left, denominator: 0 } : left

/** What is well, or is not asked, adds nothing to a count of what ought not to be. */
const isOfNoCount = (counted: Counted, { state }: SideSubject) =>
  counted.of === 'machines' &&
  counted.kind === 'count' &&
  (state === 'met' || state === 'not-applicable')

type OneSubject = {
  readonly indicator: Indicator
  readonly counted: Counted
  readonly subject: SideSubject
  readonly known: Known
}

function subjectRow(scope: Scope, { indicator, counted, subject, known }: OneSubject): ReportRow {
  const { texts } = scope
  const { kind, agencyId, name, state, contribution } = subject
  const base = {
    indicatorId: indicator.id,
    agencyId,
    agencyName: known.agencies.get(agencyId)?.name ?? '',
    class: subject.class,
    ...contribution,
  }
  if (kind === 'agency') {
    const reason = state === 'unknown' ? texts.say('row.undeclared') : null
    return { ...base, subject: name, source: 'declared', state, reason }
  }
  const isAsSuch = counted.of === 'machines-as-such'
  if (kind === 'machine') {
    const reason = texts.say('row.neverEnrolled')
    return { ...base, subject: name, source: 'declared', state: isAsSuch ? null : state, reason }
  }
  const at = known.hosts.get(subject.id)
  const isOpen = state === 'unmet' || state === 'unknown'
  const reason =
    at && isOpen && counted.of === 'machines'
      ? reasonOf(scope, { ...at, control: counted.control })
      : null
  return { ...base, subject: name, source: 'measured', state: isAsSuch ? null : state, reason }
}

type Rest = {
  readonly indicator: Indicator
  readonly counted: Counted
  readonly agency: AgencyState
  readonly left: Contribution
}

/** What an agency's machines do not tell: machines that it only counts, and what else it has declared. */
function restRows(scope: Scope, { indicator, counted, agency, left }: Rest): ReportRow[] {
  const rows = [
    ...countedOnlyRows(scope, { indicator, counted, agency }),
    ...declaredRows(scope, { indicator, counted, agency, left }),
  ]
  const sum = (of: 'numerator' | 'denominator') => rows.reduce((total, row) => total + row[of], 0)
  if (sum('numerator') === left.numerator && sum('denominator') === left.denominator) return rows
  const subject = scope.texts.say('row.whole')
  return isNothing(left)
    ? []
    : [sumRow(indicator, { id: agency.id, name: agency.name, subject }, left)]
}

const isNothing = ({ numerator, denominator }: Contribution) => numerator === 0 && denominator === 0

/** Machines of which a number alone was declared. */
function countedOnlyRows(
  { texts }: Scope,
  { indicator, counted, agency }: Omit<Rest, 'left'>,
): ReportRow[] {
  if (counted.of !== 'machines' && counted.of !== 'machines-as-such') return []
  const count = unnamedMachines(agency, indicator.classes ?? hostClasses)
  if (count === 0) return []
  const isCount = counted.of === 'machines-as-such' || counted.kind === 'count'
  return [
    {
      indicatorId: indicator.id,
      agencyId: agency.id,
      agencyName: agency.name,
      subject: texts.say('row.countedOnly', { count }),
      class: null,
      source: 'declared',
      state: counted.of === 'machines-as-such' ? null : 'unknown',
      reason: null,
      numerator: isCount ? count : 0,
      denominator: isCount ? 0 : count,
    },
  ]
}

function sumRow(
  { id, collection }: Indicator,
  of: { readonly id: string; readonly name: string; readonly subject: string },
  { numerator, denominator }: Contribution,
): ReportRow {
  return {
    indicatorId: id,
    agencyId: of.id,
    agencyName: of.name,
    subject: of.subject,
    class: null,
    source: collection === 'measured' ? 'measured' : 'declared',
    state: null,
    reason: null,
    numerator,
    denominator,
  }
}
