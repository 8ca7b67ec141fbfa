import { productContext } from '#domain/context.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import { productNamesOf } from '#domain/product-names.ts'
import { dayOf } from '#domain/register.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { licensedProduct, productsSeenIn, validLicences } from '#domain/shortfall.ts'
import type { HostClass } from '#protocol/values.ts'
import type { Scope } from './frozen.ts'

/** Names of products as they ship, so that a re-print a year later counts alike; aliases were frozen with the hosts. */
export const shippedNames = productNamesOf(productContext)

/** What "máy tính" of a licence means. */
export const computers: readonly HostClass[] = ['server', 'workstation']

/** What was bought, with the seats in use: machines that report the product, the licence that ends first filled first. */
export function licencesOf({ measured, snapshot, agencies }: Scope): ReportInput['licences'] {
  const seen = new Map(productsSeenIn(agencies).map((one) => [one.agencyId, one.machines]))
  const day = dayOf(snapshot.cutOffMs)
  return measured
    .filter(({ exclusion }) => exclusion === null)
    .flatMap((agency) => {
      const used = usedOf(agency, seen.get(agency.id) ?? null, day)
      return agency.entries.licence.map(({ entryId, body }) => {
        const { productName: product, seats, from, until } = body
        return {
          agencyName: agency.name,
          product,
          seats,
          used: used.get(entryId) ?? null,
          from,
          until,
        }
      })
    })
}

/** Seats in use of each licence that holds on the day; more machines than seats stand with the last. */
function usedOf(
  agency: InputAgency,
  machines: ReadonlyMap<string, number> | null,
  day: string,
): ReadonlyMap<string, number> {
  if (machines === null) return new Map()
  const byProduct = Map.groupBy(validLicences(agency, day), ({ body }) =>
    licensedProduct(body, shippedNames),
  )
  const used = [...byProduct].flatMap(([product, licences]) => {
    let left = machines.get(product) ?? 0
    const inOrder = licences.toSorted((one, other) => (endOf(one) < endOf(other) ? -1 : 1))
    return inOrder.map((licence, index): [string, number] => {
      const isLast = index === inOrder.length - 1
      const own = isLast ? left : Math.min(left, licence.body.seats)
      left -= own
      return [licence.entryId, own]
    })
  })
  return new Map(used)
}

const endOf = ({ body }: InputAgency['entries']['licence'][number]) => body.until ?? '9999-12-31'
