import { figureOf, type AgencyMetric } from './metric.ts'

/** An agency does what the figure names: all of it where it declared a whole, otherwise any. */
export const agenciesByFigure: AgencyMetric = {
  subject: 'agency',
  unit: 'agencies',
  kind: 'share',
  collection: 'declared',
  control: null,
  stateOf(agency, { figure }) {
    const said = figureOf(agency, figure)
    if (said === null) return null
    if (said.numerator === 0) return 'unmet'
    return said.denominator === null || said.numerator >= said.denominator ? 'met' : 'unmet'
  },
}
