import { amountOfCounts, exactAmount, figureOf, type AmountMetric } from './metric.ts'

/**
 * LANs with a network firewall; the firewall of a machine is another question. LANs one by one, otherwise the two
 * counts that the agency declared.
 */
export const lansWithFirewall: AmountMetric = {
  subject: 'amount',
  unit: 'lans',
  kind: 'share',
  collection: 'declared',
  control: null,
  amountOf(agency, { figure }) {
    const { lan } = agency.entries
    if (lan.length > 0) {
      const met = lan.filter(({ body }) => body.hasFirewall).length
      return amountOfCounts({ met, unmet: lan.length - met, unknown: 0, notApplicable: 0 })
    }
    const said = figureOf(agency, figure)
    if (said === null || said.denominator === null || said.numerator > said.denominator) return null
    return exactAmount(said.numerator, said.denominator)
  },
}
