import type { Day } from '#protocol/register.ts'
import type { InputAgency } from './measure-input.ts'
import {
  declaredShare,
  exactAmount,
  figureOfYear,
  type Amount,
  type AmountMetric,
  type MetricLook,
} from './metrics/metric.ts'

/*
 * How much of the money for IT goes to security: the 10 % rules of the dispatch of 02/7/2019, and the 15 % of law
 * 116/2025. Which share is asked for stands in the plan; here is what the share is of.
 */

const yearOf = (day: Day) => Number(day.slice(0, 4))

const money = {
  subject: 'amount',
  unit: 'money',
  kind: 'share',
  collection: 'declared',
  control: null,
} as const

/** Of the plan budget of the year of the cut-off, declared in million đồng under `<figure>.<year>`. */
export const securityShareOfPlanBudget: AmountMetric = {
  ...money,
  amountOf: (agency, { figure, cutOffDay }) => ofYears(agency, figure, [yearOf(cutOffDay)]),
}

/** Of the plan budgets of the years of the running period up to the cut-off; every one has to be declared. */
export const securityShareOfPlanBudgetOverYears: AmountMetric = {
  ...money,
  amountOf: (agency, look) => ofYears(agency, look.figure, yearsOfPeriod(look)),
}

/** The years from the beginning of the running period to the cut-off, e.g. 2016, 2017, 2018. */
function yearsOfPeriod({ years, cutOffDay }: MetricLook): number[] {
  const year = yearOf(cutOffDay)
  const into = (((year - years.anchor) % years.length) + years.length) % years.length
  return Array.from({ length: into + 1 }, (_, index) => year - into + index)
}

function ofYears(agency: InputAgency, figure: string, years: readonly number[]): Amount | null {
  const parts = years.map((year) => declaredShare(agency, figureOfYear(figure, year)))
  let [security, whole] = [0n, 0n]
  for (const part of parts) {
    if (part === null || part.numerator > part.denominator) return null
    security += BigInt(part.numerator)
    whole += BigInt(part.denominator)
  }
  return exactAmount(security, whole)
}

/**
 * Of the investment in IT projects of the year of the cut-off. What the plan exempts stands outside, and is listed
 * with its reason.
 */
export const securityShareOfProjects: AmountMetric = {
  ...money,
  amountOf(agency, look) {
    const year = yearOf(look.cutOffDay)
    const projects = agency.entries.project.filter(({ body }) => body.year === year)
    if (projects.length === 0) {
      const said = declaredShare(agency, look.figure)
      if (said === null || said.numerator > said.denominator) return null
      return exactAmount(said.numerator, said.denominator)
    }
    const isExempt = (exemption: string | null) => look.honoursExemptions && exemption !== null
    const counted = projects.filter(({ body }) => !isExempt(body.exemption))
    return exactAmount(
      counted.reduce((sum, { body }) => sum + BigInt(body.securityVnd), 0n),
      counted.reduce((sum, { body }) => sum + BigInt(body.fundingVnd), 0n),
      {
        exempted: projects.flatMap(({ body: { name, exemption } }) =>
          look.honoursExemptions && exemption !== null
            ? [{ subject: name, reason: exemption }]
            : [],
        ),
      },
    )
  },
}
