import { countedState, type AgencyState } from '#domain/frozen.ts'
import { unnamedMachines } from '#domain/frozen-input.ts'
import type { Indicator } from '#domain/plan.ts'
import type { ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import { entryBodies } from '#protocol/register.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { hostClasses, type VerdictState } from '#protocol/values.ts'
import type { ExactRatio } from '#protocol/views.ts'
import { insideOf, type Scope } from './frozen.ts'
import { reasonOf } from './machines.ts'

type Row = ReportInput['rows'][number]

const valueIn = (
  values: readonly SnapshotValue[],
  indicatorId: string,
  agencyId: string | null,
): SnapshotValue | null =>
  values.find((one) => one.indicatorId === indicatorId && one.agencyId === agencyId) ?? null

/** The indicators with the figures that were frozen. */
export function indicatorsOf(scope: Scope, previous: FrozenSnapshot | null): ReportIndicator[] {
  const { plan, snapshot, agencyId, isProvisional } = scope
  return plan.indicators.flatMap((indicator) => {
    const value = valueIn(snapshot.values, indicator.id, agencyId)
    if (!value) return []
    const { id, kind, collection, comparator, strictness, target, isTargetImplied } = indicator
    const { document, clause, quote, wordingNote } = indicator.source
    const before = previous && valueIn(previous.values, indicator.id, agencyId)
    return [
      {
        id,
        kind,
        collection,
        comparator,
        strictness,
        target,
        isTargetImplied,
        document,
        clause,
        wordingNote,
        name: indicator.name.vi,
        quote: quote.vi,
        verdict: value.verdict,
        missing: value.missing,
        isProvisional: indicator.control !== null && isProvisional(indicator.control),
        counts: value.counts,
        figure: value.worst,
        best: value.best,
        declared: value.declared,
        isLowerBound: value.isLowerBound,
        isReference: agencyId !== null && !indicator.bindsEachAgency,
        previous: before?.worst ?? null,
      },
    ]
  })
}

/** The figures of one agency, for tables of all of them. */
export function agencyValues({ plan, snapshot }: Scope, agencyId: string) {
  return plan.indicators.flatMap(({ id }) => {
    const value = valueIn(snapshot.values, id, agencyId)
    return value
      ? [{ indicatorId: id, figure: value.worst, best: value.best, verdict: value.verdict }]
      : []
  })
}

/**
 * The rows behind every figure. They add up to it exactly: where machine by machine they would not (a sum over
 * years, a share of agencies), the row is the agency's or the province's own figure.
 */
export function rowsOf(scope: Scope): Row[] {
  const { plan, snapshot, agencyId, texts } = scope
  return plan.indicators.flatMap((indicator) => {
    const whole = valueIn(snapshot.values, indicator.id, agencyId)?.worst ?? null
    if (whole === null) return []
    const rows = insideOf(scope).flatMap((agency) => agencyRows(scope, indicator, agency))
    if (addsUp(rows, whole)) return rows
    const subject = texts.say(agencyId === null ? 'row.province' : 'row.whole')
    const of = {
      id: agencyId ?? '',
      name: agencyId === null ? '' : (scope.agencies[0]?.name ?? ''),
    }
    return [wholeRow(indicator, { ...of, subject }, whole)]
  })
}

function agencyRows(scope: Scope, indicator: Indicator, agency: AgencyState): Row[] {
  const own = valueIn(scope.snapshot.values, indicator.id, agency.id)?.worst ?? null
  if (own === null) return []
  const machines = indicator.control === null ? [] : machineRows(scope, indicator, agency)
  if (machines.length > 0 && addsUp(machines, own)) return machines
  const lans = lanRows(indicator, agency)
  if (lans.length > 0 && addsUp(lans, own)) return lans
  const subject = scope.texts.say('row.whole')
  return [wholeRow(indicator, { id: agency.id, name: agency.name, subject }, own)]
}

function addsUp(rows: readonly Row[], { numerator, denominator }: ExactRatio): boolean {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  return sum((row) => row.numerator) === numerator && sum((row) => row.denominator) === denominator
}

function wholeRow(
  { id, collection }: Indicator,
  of: { readonly id: string; readonly name: string; readonly subject: string },
  { numerator, denominator }: ExactRatio,
): Row {
  return {
    indicatorId: id,
    agencyId: of.id,
    agencyName: of.name,
    subject: of.subject,
    class: null,
    source: collection === 'measured' ? 'measured' : 'declared',
    state: 'not-applicable',
    reason: null,
    numerator,
    denominator,
  }
}

/** Every machine of the population: hosts, machines of the register, and what was only counted. */
function machineRows(scope: Scope, indicator: Indicator, agency: AgencyState): Row[] {
  const { control } = indicator
  const { texts } = scope
  if (control === null) return []
  const classes = indicator.classes ?? hostClasses
  const base = { indicatorId: indicator.id, agencyId: agency.id, agencyName: agency.name }
  const counts = (state: VerdictState) => ({
    state,
    numerator: state === 'met' ? 1 : 0,
    denominator: state === 'not-applicable' ? 0 : 1,
  })
  const { part } = agency
  const unnamed = unnamedMachines(agency, classes)
  return [
    ...part.hosts
      .filter((host) => host.isCounted && classes.includes(host.class))
      .map((host) => ({
        ...base,
        ...counts(countedState(part.controls, host, control)),
        subject: host.name,
        class: host.class,
        source: 'measured' as const,
        reason: reasonOf(scope, { agency, host, control }),
      })),
    ...part.machines
      .filter((machine) => classes.includes(machine.class))
      .map((machine) => ({
        ...base,
        ...counts('unknown'),
        subject: machine.name ?? machine.code,
        class: machine.class,
        source: 'declared' as const,
        reason: texts.say('row.neverEnrolled'),
      })),
    ...(unnamed === 0
      ? []
      : [
          {
            ...base,
            subject: texts.say('row.countedOnly', { count: unnamed }),
            class: null,
            source: 'declared' as const,
            state: 'unknown' as const,
            reason: null,
            numerator: 0,
            denominator: unnamed,
          },
        ]),
  ]
}

function lanRows(indicator: Indicator, agency: AgencyState): Row[] {
  if (indicator.metric !== 'lans-with-firewall') return []
  return agency.part.entries
    .filter(({ kind }) => kind === 'lan')
    .map(({ body }) => {
      const { name, hasFirewall } = lanOf(body)
      return {
        indicatorId: indicator.id,
        agencyId: agency.id,
        agencyName: agency.name,
        subject: name,
        class: null,
        source: 'declared' as const,
        state: hasFirewall ? ('met' as const) : ('unmet' as const),
        reason: null,
        numerator: hasFirewall ? 1 : 0,
        denominator: 1,
      }
    })
}

const lanOf = (body: unknown) => entryBodies.lan.parse(body)
