import type { AgencyShortfallView, ShortfallView } from '#protocol/plan-views.ts'
import type { Day, EntryBody } from '#protocol/register.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { budgetLines, budgetUnit } from './budget-lines.ts'
import type { AgencyState } from './frozen.ts'
import type { InputAgency, InputEntry, MeasureInput } from './measure-input.ts'
import { addMeasurement, emptyMeasurement, populationOf } from './measure.ts'
import type { ProductNames } from './product-names.ts'
import { levelMin } from './metrics/domestic-products-in-systems.ts'

/** How many machines in use of an agency report each product, by its id; absent: no machine of it could be looked at. */
export type AgencyProducts = {
  readonly agencyId: string
  readonly machines: ReadonlyMap<string, number>
}

/** The products that the machines in use of each agency report. */
export function productsSeenIn(agencies: readonly Pick<AgencyState, 'id' | 'part'>[]) {
  return agencies.flatMap(({ id, part }): AgencyProducts[] => {
    const told = part.hosts.flatMap(({ isCounted, products }) =>
      isCounted && products !== undefined ? [new Set(products)] : [],
    )
    if (told.length === 0) return []
    const machines = new Map<string, number>()
    for (const product of told.flatMap((products) => [...products])) {
      machines.set(product, (machines.get(product) ?? 0) + 1)
    }
    return [{ agencyId: id, machines }]
  })
}

type Missing = {
  readonly input: MeasureInput
  readonly seen: readonly AgencyProducts[]
  readonly names: ProductNames
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
      .map(({ planId: _plan, uses: _uses, levels: _levels, body: _body, ...line }) => ({
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
  const { input, seen, names, classes = hostClasses } = missing
  const licensed = classes
    .map((one) => agency.counts[one]['antivirus-licensed'])
    .reduce(addMeasurement, emptyMeasurement)
  const valid = validLicences(agency, input.cutOffDay)
  const nextQuarter = nextQuarterOf(input.cutOffDay)
  const ending = valid.filter(({ body }) => body.until !== null && body.until < nextQuarter)
  const told = seen.find(({ agencyId }) => agencyId === agency.id)
  const { lan, licence } = agency.entries
  return {
    agencyId: agency.id,
    name: agency.name,
    hosts: null,
    machinesWithoutLicence: populationOf(licensed) === 0 ? null : licensed.unmet,
    machinesUnknown: licensed.unknown,
    seatsBought: licence.length === 0 ? null : seatsOf(valid),
    seatsUsed: told ? usedSeats(told, names) : null,
    seatsEndingSoon: seatsOf(ending),
    lans: lan.length === 0 ? null : lan.length,
    lansWithoutFirewall:
      lan.length === 0 ? null : lan.filter(({ body }) => !body.hasFirewall).length,
  }
}

function usedSeats({ machines }: AgencyProducts, { isSeatless }: ProductNames): number {
  return [...machines].reduce((sum, [id, count]) => sum + (isSeatless(id) ? 0 : count), 0)
}

/** Which product a licence is for, as machines report it; a name that says nothing stands by itself. */
export function licensedProduct(
  { productId, productName }: EntryBody<'licence'>,
  { idOf }: ProductNames,
): string {
  return productId ?? idOf({ product: productName, name: productName }) ?? productName
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
  { input, seen, names }: Missing,
): ShortfallView['productMismatches'] {
  const told = seen.find(({ agencyId }) => agencyId === agency.id)
  // Of machines that nobody could look at it is not known what they use.
  if (!told) return []
  const bought = new Map<string, number>()
  for (const { body } of validLicences(agency, input.cutOffDay)) {
    const productId = licensedProduct(body, names)
    bought.set(productId, (bought.get(productId) ?? 0) + body.seats)
  }
  const ids = [...new Set([...told.machines.keys(), ...bought.keys()])]
  return ids.flatMap((productId) => {
    const [seats, used] = [bought.get(productId) ?? 0, told.machines.get(productId) ?? 0]
    if (names.isSeatless(productId) || seats === used) return []
    const productName = names.nameOf(productId)
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
