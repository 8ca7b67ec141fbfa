import { figureOf, type AgencyMetric } from './metric.ts'

/** An officer is assigned, and was trained in IT: the sentence asks for both. */
export const agenciesWithItOfficer: AgencyMetric = {
  subject: 'agency',
  unit: 'agencies',
  kind: 'share',
  collection: 'declared',
  control: null,
  stateOf(agency, { figure }) {
    const officers = agency.entries['it-officer']
    if (officers.length > 0) {
      return officers.some(({ body }) => body.isAssigned && body.isTrained) ? 'met' : 'unmet'
    }
    const said = figureOf(agency, figure)
    if (said === null) return null
    return said.numerator > 0 ? 'met' : 'unmet'
  },
}
