import { declaredShare as shareOf, exactAmount, type AmountMetric } from './metric.ts'

/** A share that nothing measures, as agencies declare it. A part that is larger than its whole is not a declaration. */
export const declaredShare: AmountMetric = {
  subject: 'amount',
  unit: 'declared-units',
  kind: 'share',
  collection: 'declared',
  control: null,
  amountOf(agency, { figure }) {
    const said = shareOf(agency, figure)
    if (said === null || said.numerator > said.denominator) return null
    return exactAmount(said.numerator, said.denominator)
  },
}
