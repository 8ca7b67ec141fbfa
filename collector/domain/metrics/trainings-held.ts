import { exactAmount, figureOf, type AmountMetric } from './metric.ts'

/** Sessions held in the year of the cut-off, up to its day. */
export const trainingsHeld: AmountMetric = {
  subject: 'amount',
  unit: 'sessions',
  kind: 'count',
  collection: 'declared',
  control: null,
  amountOf(agency, { figure, cutOffDay }) {
    const year = cutOffDay.slice(0, 4)
    const { training } = agency.entries
    const said = figureOf(agency, figure)
    if (training.length === 0) return said === null ? null : exactAmount(said.numerator, 1)
    const held = training.filter(({ body }) => body.on.startsWith(year) && body.on <= cutOffDay)
    return exactAmount(held.length, 1)
  },
}
