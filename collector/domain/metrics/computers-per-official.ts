import { fraction } from '../fraction.ts'
import type { InputAgency } from '../measure-input.ts'
import { exactAmount, figureOf, type AmountMetric, type MetricLook } from './metric.ts'

/**
 * "Số máy tính/CBCC": computers of the population for one official. While nobody has decided whether public
 * employees are meant, the worst case counts them among the people and the best case does not.
 */
export const computersPerOfficial: AmountMetric = {
  subject: 'amount',
  unit: 'machines-per-person',
  kind: 'ratio',
  collection: 'mixed',
  control: null,
  isOpenBySetting: ({ doPublicEmployeesCount }) => doPublicEmployeesCount === null,
  amountOf(agency, look) {
    const people = peopleOf(agency)
    if (people === null) return null
    const computers = sumOf(look, (one) => agency.denominators[one].population)
    const { officials, publicEmployees } = people
    const fewest = look.doPublicEmployeesCount === true ? officials + publicEmployees : officials
    const most = look.doPublicEmployeesCount === false ? officials : officials + publicEmployees
    return exactAmount(0, 0, {
      worst: fraction(computers, most),
      best: fraction(computers, fewest),
      declared: declaredOf(agency, look, most),
      isLowerBound: look.classes.some((one) => agency.denominators[one].isLowerBound),
    })
  },
}

/** The staff that stands; where several entries do, all of them. */
function peopleOf(agency: InputAgency): { officials: number; publicEmployees: number } | null {
  const { staff } = agency.entries
  if (staff.length === 0) return null
  return {
    officials: staff.reduce((sum, { body }) => sum + body.officials, 0),
    publicEmployees: staff.reduce((sum, { body }) => sum + body.publicEmployees, 0),
  }
}

/** What the agency itself counts: a figure of its own, otherwise the machines that it declared. */
function declaredOf(agency: InputAgency, look: MetricLook, people: number) {
  const figure = figureOf(agency, look.figure)
  if (figure !== null && figure.denominator !== null) {
    return { numerator: figure.numerator, denominator: figure.denominator }
  }
  const declared = look.classes.map((one) => agency.denominators[one].declared)
  if (declared.every((count) => count === null)) return null
  return { numerator: declared.reduce<number>((sum, n) => sum + (n ?? 0), 0), denominator: people }
}

const sumOf = (look: MetricLook, of: (one: MetricLook['classes'][number]) => number) =>
  look.classes.reduce((sum, one) => sum + of(one), 0)
