import type { AgencyState } from '#domain/frozen.ts'
import type { InputAgency, MeasuredEntryKind } from '#domain/measure-input.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { entryBodies, type EntryBody } from '#protocol/register.ts'
import { insideOf, type Scope } from './frozen.ts'

type Declared = Pick<
  ReportInput,
  | 'staff'
  | 'lans'
  | 'systems'
  | 'systemsClassified'
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
      // A system that is checked periodically was declared so; both words need a declaration of both.
      check: check === null ? [] : [check],
    })),
    // No declaration says yet whether the kind of a system was determined.
    systemsClassified: null,
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
  { texts }: Scope,
  { name, part }: AgencyState,
): ReportInput['declarations'] {
  return part.entries.map(({ kind, body, fromDay, actor, evidence }) => ({
    agencyName: name,
    what: texts.say(`entry.${kind}`),
    value: valueText(kind, body, (key) => texts.say(key)),
    fromDay,
    actor,
    evidence,
  }))
}

/** The one thing of a declaration that a reader looks for. */
function valueText(
  kind: AgencyState['part']['entries'][number]['kind'],
  body: unknown,
  say: (key: string) => string,
): string {
  switch (kind) {
    case 'staff': {
      const { officials, publicEmployees } = entryBodies.staff.parse(body)
      return `${officials}; ${publicEmployees}`
    }
    case 'machine-count': {
      const { class: hostClass, count } = entryBodies['machine-count'].parse(body)
      return `${say(`class.${hostClass}`)}: ${count}`
    }
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
      return denominator === null
        ? `${metric}: ${numerator}`
        : `${metric}: ${numerator}/${denominator}`
    }
  }
}
