import { amountOfCounts, exactAmount, figureOf, type AmountMetric } from './metric.ts'

/** IT projects that have a fitting security component. An agency without projects declares the figure 0 of 0. */
export const projectsWithSecurity: AmountMetric = {
  subject: 'amount',
  unit: 'projects',
  kind: 'share',
  collection: 'declared',
  control: null,
  amountOf(agency, { figure }) {
    const { project } = agency.entries
    if (project.length > 0) {
      const met = project.filter(({ body }) => body.hasSecurityComponent).length
      return amountOfCounts({ met, unmet: project.length - met, unknown: 0, notApplicable: 0 })
    }
    const said = figureOf(agency, figure)
    if (said === null || said.denominator === null || said.numerator > said.denominator) return null
    return exactAmount(said.numerator, said.denominator)
  },
}
