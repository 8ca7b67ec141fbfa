import { figureOf, type AgencyMetric } from './metric.ts'

/** "đều đã có mạng LAN và kết nối sử dụng Internet băng thông rộng": a LAN, and broadband on one of them. */
export const agenciesWithLanAndBroadband: AgencyMetric = {
  subject: 'agency',
  unit: 'agencies',
  kind: 'share',
  collection: 'declared',
  control: null,
  stateOf(agency, { figure }) {
    const { lan } = agency.entries
    if (lan.length > 0) return lan.some(({ body }) => body.hasBroadband) ? 'met' : 'unmet'
    // An agency without a LAN has no entry to say so with.
    const said = figureOf(agency, figure)
    if (said === null) return null
    return said.numerator > 0 ? 'met' : 'unmet'
  },
}
