import { unnamedMachines } from '#domain/frozen-input.ts'
import { countedState, type AgencyState, type FrozenHost } from '#domain/frozen.ts'
import { addMeasurement, emptyMeasurement } from '#domain/measure.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { reasonOfSilence } from '#domain/silence.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { insideOf, type Scope } from './frozen.ts'

/** Counts and denominators by class over the agencies of the scope. */
export function classesOf(scope: Scope): ReportInput['classes'] {
  const inside = insideOf(scope)
  const measured = scope.measured.filter(({ exclusion }) => exclusion === null)
  return hostClasses.map((hostClass) => ({
    class: hostClass,
    denominator: inside.map(({ denominators }) => denominators[hostClass]).reduce(added, none),
    controls: Object.fromEntries(
      controlIds.map((control) => [
        control,
        measured
          .map(({ counts }) => counts[hostClass][control])
          .reduce(addMeasurement, emptyMeasurement),
      ]),
    ),
    undeclared: inside.filter(({ denominators }) => denominators[hostClass].declared === null)
      .length,
  }))
}

const none: Denominator = {
  declared: null,
  enrolled: 0,
  reporting: 0,
  matched: 0,
  neverEnrolled: 0,
  unregistered: 0,
  withoutAgent: 0,
  population: 0,
  isLowerBound: false,
  isUnderDeclared: false,
}

function added(left: Denominator, right: Denominator): Denominator {
  return {
    declared: right.declared === null ? left.declared : (left.declared ?? 0) + right.declared,
    enrolled: left.enrolled + right.enrolled,
    reporting: left.reporting + right.reporting,
    matched: left.matched + right.matched,
    neverEnrolled: left.neverEnrolled + right.neverEnrolled,
    unregistered: left.unregistered + right.unregistered,
    withoutAgent: left.withoutAgent + right.withoutAgent,
    population: left.population + right.population,
    isLowerBound: left.isLowerBound || right.isLowerBound,
    isUnderDeclared: left.isUnderDeclared || right.isUnderDeclared,
  }
}

/** Machines that have no protection or of which it is not known, the proven ones first. */
export function unprotectedOf(scope: Scope): ReportInput['unprotected'] {
  const { texts } = scope
  const rows: ReportInput['unprotected'] = insideOf(scope).flatMap((agency) => [
    ...agency.part.hosts
      .filter(({ isCounted }) => isCounted)
      .flatMap((host) => {
        const state = countedState(agency.part.controls, host, 'antivirus-running')
        if (state !== 'unmet' && state !== 'unknown') return []
        return [
          {
            agencyName: agency.name,
            host: host.name,
            class: host.class,
            room: host.machine?.room ?? null,
            state,
            reason: reasonOf(scope, { agency, host, control: 'antivirus-running' }),
            lastReceivedMs: host.lastReceivedMs,
            machines: 1,
          },
        ]
      }),
    ...agency.part.machines.map((machine) => ({
      agencyName: agency.name,
      host: machine.name ?? machine.code,
      class: machine.class,
      room: machine.room,
      state: 'unknown' as const,
      reason: texts.say('row.neverEnrolled'),
      lastReceivedMs: null,
      machines: 1,
    })),
    ...countedOnly(scope, agency),
  ])
  const isProven = (row: (typeof rows)[number]) => (row.state === 'unmet' ? 0 : 1)
  return rows.toSorted((left, right) => isProven(left) - isProven(right))
}

/** Machines of which a number alone was declared: one row for a class, which says how many. */
function countedOnly({ texts }: Scope, agency: AgencyState): ReportInput['unprotected'] {
  return hostClasses.flatMap((hostClass) => {
    const machines = unnamedMachines(agency, [hostClass])
    if (machines === 0) return []
    return [
      {
        agencyName: agency.name,
        host: texts.say('row.countedOnly', { count: machines }),
        class: hostClass,
        room: null,
        state: 'unknown',
        reason: texts.say('row.neverEnrolled'),
        lastReceivedMs: null,
        machines,
      },
    ]
  })
}

type Asked = {
  readonly agency: AgencyState
  readonly host: FrozenHost
  readonly control: ControlId
}

/** Why a host that is unmet or unknown counts so, as it was frozen. Of what is met no values were. */
export function reasonOf({ say, texts }: Scope, { agency, host, control }: Asked): string {
  if (host.isSilent || host.lastReceivedMs === null) {
    const { key, params } = reasonOfSilence(control, host.lastReceivedMs)
    return say(key, params)
  }
  const key = host.reasons[agency.part.controls.indexOf(control)]
  // Nobody had asked the question yet, or the answer is from before it was asked.
  if (key === undefined || key === '') return texts.say('row.notJudged')
  return say(key, host.params[control] ?? {})
}

/** Machines and bodies that are out of the denominator, with who said so and why. */
export function exclusionsOf({ agencies, texts }: Scope): ReportInput['exclusions'] {
  return agencies.flatMap((agency) => [
    ...(agency.exclusion === null
      ? []
      : [
          {
            subject: texts.say('exclusion.plan'),
            agencyName: agency.name,
            reason: agency.exclusion.reason,
            by: agency.exclusion.actor,
            onDay: null,
            count: populationOf(agency),
          },
        ]),
    ...agency.part.exclusions.map((one) => ({
      subject: one.subject,
      agencyName: agency.name,
      reason: one.reason ?? texts.say('noData'),
      by: one.actor,
      onDay: one.onDay,
      count: 1,
    })),
  ])
}

const populationOf = ({ denominators }: AgencyState) =>
  hostClasses.reduce((sum, one: HostClass) => sum + denominators[one].population, 0)
