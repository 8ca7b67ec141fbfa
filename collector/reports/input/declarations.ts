import type { AgencyState } from '#domain/frozen.ts'
import type { InputAgency, MeasuredEntryKind } from '#domain/measure-input.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { entryBodies, type EntryBody } from '#protocol/register.ts'
import { numberText } from '../words.ts'
import { figureName } from './figures.ts'
import { insideOf, type Scope } from './frozen.ts'

type Declared = Pick<
  ReportInput,
  | 'staff'
  | 'lans'
  | 'systems'
  | 'systemsClassified'
  | 'systemsSilence'
  | 'projects'
  | 'trainings'
  | 'incidents'
  | 'declarations'
>

/** What the agencies of the scope have declared. Nobody declared is null, never 0. */
export function declaredOf(scope: Scope, period: ReportInput['period']): Declared {
  const measured = scope.measured.filter(({ exclusion }) => exclusion === null)
  const staff = bodiesOf(measured, 'staff')
  const lans = bodiesOf(measured, 'lan')
  const systems = bodiesOf(measured, 'information-system')
  const isIn = (day: string) => period.fromDay <= day && day <= period.untilDay
  const trainings = bodiesOf(measured, 'training')
  const incidents = bodiesOf(measured, 'incident')
  const projects = bodiesOf(measured, 'project').filter(({ year }) => year === period.year)
  return {
    staff: staff.length === 0 ? null : summedStaff(staff),
    lans:
      lans.length === 0
        ? null
        : {
            total: lans.length,
            withFirewall: lans.filter(({ hasFirewall }) => hasFirewall).length,
            withBroadband: lans.filter(({ hasBroadband }) => hasBroadband).length,
          },
    systems: systems.map(({ hosts: _hosts, products: _products, check, ...system }) => ({
      ...system,
      check: check === 'both' ? ['before-use', 'periodic'] : check === null ? [] : [check],
    })),
    systemsSilence: {
      agencies: measured.length,
      silent: measured.filter(({ entries }) => entries['information-system'].length === 0).length,
    },
    // One of which nobody has said it leaves the number open.
    systemsClassified:
      systems.length === 0 || systems.some(({ classification }) => classification === null)
        ? null
        : systems.filter(({ classification }) => classification === 'determined').length,
    projects: projects.length === 0 ? null : projects,
    trainings: trainings.length === 0 ? null : trainings.filter(({ on }) => isIn(on)),
    incidents:
      incidents.length === 0 ? null : incidents.filter(({ occurredOn }) => isIn(occurredOn)),
    declarations: insideOf(scope).flatMap((agency) => declarationsOf(scope, agency)),
  }
}

function bodiesOf<Kind extends MeasuredEntryKind>(agencies: readonly InputAgency[], kind: Kind) {
  return agencies.flatMap(({ name, entries }) =>
    entries[kind].map(({ body }) => ({ ...body, agencyName: name })),
  )
}

function summedStaff(rows: readonly EntryBody<'staff'>[]): EntryBody<'staff'> {
  const sum = (of: (row: EntryBody<'staff'>) => number) =>
    rows.reduce((total, row) => total + of(row), 0)
  return {
    officials: sum(({ officials }) => officials),
    publicEmployees: sum(({ publicEmployees }) => publicEmployees),
  }
}

function declarationsOf(
  { texts, plan }: Scope,
  { name, part }: AgencyState,
): ReportInput['declarations'] {
  return part.entries.map(({ kind, body, fromDay, actor, evidence }) => ({
    agencyName: name,
    what: texts.say(`entry.${kind}`),
    value: valueText(kind, body, { texts, plan }),
    fromDay,
    actor,
    evidence,
  }))
}

/** The one thing of a declaration that a reader looks for. */
function valueText(
  kind: AgencyState['part']['entries'][number]['kind'],
  body: unknown,
  { texts, plan }: Pick<Scope, 'texts' | 'plan'>,
): string {
  switch (kind) {
    case 'staff': {
      const { officials, publicEmployees } = entryBodies.staff.parse(body)
      return `${numberText(officials)}; ${numberText(publicEmployees)}`
    }
    case 'machine-count': {
      const { class: hostClass, count } = entryBodies['machine-count'].parse(body)
      return `${texts.say(`class.${hostClass}`)}: ${numberText(count)}`
    }
    case 'device':
      return entryBodies.device.parse(body).code
    case 'lan':
      return entryBodies.lan.parse(body).name
    case 'it-officer':
      return String(entryBodies['it-officer'].parse(body).people)
    case 'licence': {
      const { productName, seats } = entryBodies.licence.parse(body)
      return `${productName}: ${seats}`
    }
    case 'information-system':
      return entryBodies['information-system'].parse(body).name
    case 'project':
      return entryBodies.project.parse(body).name
    case 'training':
      return entryBodies.training.parse(body).subject
    case 'incident':
      return entryBodies.incident.parse(body).subject
    case 'figure': {
      const { metric, numerator, denominator } = entryBodies.figure.parse(body)
      const name = figureName(plan, metric)
      const value = numberText(numerator)
      return denominator === null
        ? `${name}: ${value}`
        : `${name}: ${value}/${numberText(denominator)}`
    }
  }
}
