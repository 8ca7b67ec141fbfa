import { exactAmount, figureOf, type AmountMetric } from './metric.ts'

/** A count that nothing measures, added up over those who declare it. */
export const declaredSum: AmountMetric = {
  subject: 'amount',
  unit: 'declared-units',
  kind: 'count',
  collection: 'declared',
  control: null,
  amountOf(agency, { figure }) {
    const said = figureOf(agency, figure)
    return said === null ? null : exactAmount(said.numerator, 1)
  },
}
