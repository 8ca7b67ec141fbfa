import type { AgencyState } from '#domain/frozen.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import { figureOf } from '#domain/metrics/metric.ts'
import type { Contribution, Counted } from '#domain/moved-side.ts'
import type { Indicator } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import type { ReportRow } from '#domain/report-rows.ts'
import type { Scope } from './frozen.ts'

type Asked = {
  readonly indicator: Indicator
  readonly counted: Counted
  readonly agency: AgencyState
  readonly left: Contribution
}

type Part = Pick<ReportRow, 'subject' | 'state' | 'numerator' | 'denominator'>

/** What an agency has declared for an indicator, one row for each thing. */
export function declaredRows(scope: Scope, asked: Asked): ReportRow[] {
  const { indicator, agency } = asked
  const input = scope.measured.find(({ id }) => id === agency.id)
  if (!input) return []
  return partsOf(scope, input, asked).map((part) => ({
    indicatorId: indicator.id,
    agencyId: agency.id,
    agencyName: agency.name,
    class: null,
    source: 'declared',
    reason: null,
    ...part,
  }))
}

function partsOf(scope: Scope, agency: InputAgency, { indicator, counted, left }: Asked): Part[] {
  const { entries } = agency
  const { texts, snapshot } = scope
  // People stand below the line alone; how many of them count is the plan's setting, so the figure itself says it.
  if (counted.of === 'machines-as-such') {
    return [
      { subject: texts.say('row.people'), ...sum, numerator: 0, denominator: left.denominator },
    ]
  }
  // A control decides about each machine; what the agency says beside it is no part of the figure.
  if (counted.of === 'machines' && counted.kind === 'share') return []
  if (counted.of === 'machines') return figurePart(agency, indicator, texts.say('row.devices'))
  switch (indicator.metric) {
    case 'lans-with-firewall':
      if (entries.lan.length === 0) break
      return entries.lan.map(({ body }) => oneOf(body.name, body.hasFirewall))
    case 'projects-with-security':
      if (entries.project.length === 0) break
      return entries.project.map(({ body }) => oneOf(body.name, body.hasSecurityComponent))
    case 'trainings-held': {
      const day = dayOf(snapshot.cutOffMs)
      const held = entries.training.filter(
        ({ body: { on } }) => on.slice(0, 4) === day.slice(0, 4) && on <= day,
      )
      if (entries.training.length === 0) break
      return held.map(({ body }) => ({
        subject: body.subject,
        ...sum,
        numerator: 1,
        denominator: 0,
      }))
    }
    default:
      break
  }
  return figurePart(agency, indicator, indicator.name.vi)
}

const sum = { state: null } as const

const oneOf = (subject: string, isMet: boolean): Part => ({
  subject,
  state: isMet ? 'met' : 'unmet',
  numerator: isMet ? 1 : 0,
  denominator: 1,
})

/** A figure that was declared by its numbers alone. */
function figurePart(agency: InputAgency, indicator: Indicator, subject: string): Part[] {
  const said = figureOf(agency, indicator.figure ?? indicator.metric)
  if (said === null) return []
  return [
    {
      subject,
      ...sum,
      numerator: said.numerator,
      denominator: indicator.kind === 'count' ? 0 : (said.denominator ?? 0),
    },
  ]
}
