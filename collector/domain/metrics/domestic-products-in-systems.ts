import { amountOfCounts, type AmountMetric } from './metric.ts'

/** Systems of this level and above are asked to prefer domestic products. */
export const levelMin = 3

/**
 * Systems of level 3 and above whose products are all domestic. One product whose maker nobody has named leaves the
 * system unknown; one foreign product decides it.
 */
export const domesticProductsInSystems: AmountMetric = {
  subject: 'amount',
  unit: 'systems',
  kind: 'share',
  collection: 'declared',
  control: null,
  amountOf(agency) {
    const systems = agency.entries['information-system']
    if (systems.length === 0) return null
    const counts = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 }
    for (const { body } of systems) {
      if (body.level < levelMin) counts.notApplicable += 1
      else if (body.products.some(({ isDomestic }) => isDomestic === false)) counts.unmet += 1
      else if (body.products.length === 0) counts.unknown += 1
      else if (body.products.some(({ isDomestic }) => isDomestic === null)) counts.unknown += 1
      else counts.met += 1
    }
    return amountOfCounts(counts)
  },
}
