import type { AgencyShortfallView, ShortfallView } from '#protocol/plan-views.ts'
import type { Day } from '#protocol/register.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { budgetLines, budgetUnit } from './budget-lines.ts'
import type { InputAgency, InputEntry, MeasureInput } from './measure-input.ts'
import { addMeasurement, emptyMeasurement, populationOf } from './measure.ts'
import { levelMin } from './metrics/domestic-products-in-systems.ts'

/** How many machines of an agency report a product. */
export type SeenProduct = {
  readonly agencyId: string
  readonly productId: string
  readonly productName: string
  readonly machines: number
}

type Missing = {
  readonly input: MeasureInput
  readonly seen: readonly SeenProduct[]
  /** Products that need no seat: they come with the system, or are free. */
  readonly seatlessProducts: ReadonlySet<string>
  /** Whose budget is named; null: none. */
  readonly planId: string | null
  /** Machines that are to have a licence. */
  readonly classes?: readonly HostClass[]
}

/** What is missing of licences, firewalls and domestic products, agency by agency, the worst first. */
export function shortfallOf(missing: Missing): ShortfallView {
  const { input, planId } = missing
  const agencies = input.agencies.filter(({ exclusion }) => exclusion === null)
  return {
    agencies: agencies
      .map((agency) => shortfallOfAgency(agency, missing))
      .toSorted((one, other) => weightOf(other) - weightOf(one)),
    productMismatches: agencies.flatMap((agency) => mismatchesOf(agency, missing)),
    endingBefore: nextQuarterOf(input.cutOffDay),
    budgetLines: budgetLines
      .filter((line) => line.planId === planId)
      .map(({ planId: _plan, uses: _uses, levels: _levels, ...line }) => ({
        ...line,
        unit: budgetUnit,
      })),
    foreignInSystems: agencies.flatMap(foreignIn),
  }
}

const weightOf = ({ machinesWithoutLicence, lansWithoutFirewall }: AgencyShortfallView) =>
  (machinesWithoutLicence ?? 0) + (lansWithoutFirewall ?? 0)

/** The first day of the quarter after a day. */
export function nextQuarterOf(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const next = Math.ceil(month / 3) * 3 + 1
  return next > 12 ? `${year + 1}-01-01` : `${year}-${String(next).padStart(2, '0')}-01`
}

function shortfallOfAgency(agency: InputAgency, missing: Missing): AgencyShortfallView {
  const { input, seen, seatlessProducts, classes = hostClasses } = missing
  const licensed = classes
    .map((one) => agency.counts[one]['antivirus-licensed'])
    .reduce(addMeasurement, emptyMeasurement)
  const valid = validLicences(agency, input.cutOffDay)
  const nextQuarter = nextQuarterOf(input.cutOffDay)
  const ending = valid.filter(({ body }) => body.until !== null && body.until < nextQuarter)
  const used = seen.filter(
    (one) => one.agencyId === agency.id && !seatlessProducts.has(one.productId),
  )
  const { lan, licence } = agency.entries
  return {
    agencyId: agency.id,
    name: agency.name,
    machinesWithoutLicence: populationOf(licensed) === 0 ? null : licensed.unmet,
    machinesUnknown: licensed.unknown,
    seatsBought: licence.length === 0 ? null : seatsOf(valid),
    seatsUsed: used.reduce((sum, { machines }) => sum + machines, 0),
    seatsEndingSoon: seatsOf(ending),
    lans: lan.length === 0 ? null : lan.length,
    lansWithoutFirewall:
      lan.length === 0 ? null : lan.filter(({ body }) => !body.hasFirewall).length,
  }
}

/** Licences that hold on a day; the last valid day is still valid. */
export function validLicences(agency: InputAgency, day: Day): InputEntry<'licence'>[] {
  return agency.entries.licence.filter(
    ({ body: { from, until } }) =>
      (from === null || from <= day) && (until === null || until >= day),
  )
}

const seatsOf = (licences: readonly InputEntry<'licence'>[]) =>
  licences.reduce((sum, { body }) => sum + body.seats, 0)

/** Products of which more machines report than seats were bought, and seats that no machine reports. */
function mismatchesOf(
  agency: InputAgency,
  { input, seen, seatlessProducts }: Missing,
): ShortfallView['productMismatches'] {
  const valid = validLicences(agency, input.cutOffDay)
  const own = seen.filter((one) => one.agencyId === agency.id)
  const ids = new Set([
    ...own.map(({ productId }) => productId),
    ...valid.flatMap(({ body }) => (body.productId === null ? [] : [body.productId])),
  ])
  return [...ids].flatMap((productId) => {
    if (seatlessProducts.has(productId)) return []
    const bought = valid.filter(({ body }) => body.productId === productId)
    const product = own.find((one) => one.productId === productId)
    const [seats, used] = [seatsOf(bought), product?.machines ?? 0]
    if (seats === used) return []
    const productName = bought[0]?.body.productName ?? product?.productName ?? productId
    return [{ agencyId: agency.id, name: agency.name, productId, productName, seats, used }]
  })
}

/** Products in systems of level 3 and above that are not known to be domestic. */
function foreignIn({ id, name, entries }: InputAgency): ShortfallView['foreignInSystems'] {
  return entries['information-system'].flatMap(({ body }) =>
    body.level < levelMin
      ? []
      : body.products
          .filter(({ isDomestic }) => isDomestic !== true)
          .map((product) => ({
            agencyId: id,
            name,
            system: body.name,
            level: body.level,
            product: product.name,
            isDomestic: product.isDomestic,
          })),
  )
}
