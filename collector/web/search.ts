import type { HostQuery } from '#protocol/host-query.ts'
import {
  cataloguesShape,
  hostsShape,
  indicatorShape,
  overviewShape,
  plansShape,
  planVersionShape,
} from './addresses.ts'
import { readKnown, type KnownBy } from './known-search.ts'

/*
 * What stands after the `?` of an address. A bad value is dropped alone: an old bookmark shows the rest of what it
 * meant instead of an error.
 */

type AsOfSearch = { asOf?: number | undefined }
type Raw = Record<string, unknown>

export type OverviewSearch = KnownBy<typeof overviewShape>
export const readOverview = (raw: Raw): OverviewSearch => readKnown(overviewShape, raw)

export type CataloguesSearch = KnownBy<typeof cataloguesShape>
export const readCatalogues = (raw: Raw): CataloguesSearch => readKnown(cataloguesShape, raw)

export type PlansSearch = KnownBy<typeof plansShape>
export const readPlans = (raw: Raw): PlansSearch => readKnown(plansShape, raw)

export type IndicatorSearch = KnownBy<typeof indicatorShape>
export const readIndicator = (raw: Raw): IndicatorSearch => readKnown(indicatorShape, raw)

export type PlanVersionSearch = KnownBy<typeof planVersionShape>
export const readPlanVersion = (raw: Raw): PlanVersionSearch => readKnown(planVersionShape, raw)

export type HostsSearch = KnownBy<typeof hostsShape>

/** Rows that the hosts screen asks for at a time, as its reader scrolls. */
export const hostsPageSize = 100

/** The filters of the hosts screen; what is the default anyway is left out of the address. */
export function readHosts(raw: Raw): HostsSearch {
  const { sort, q, ...filters } = readKnown(hostsShape, raw)
  return {
    ...filters,
    q: q === '' ? undefined : q,
    sort: raw['sort'] === undefined || sort === 'worst' ? undefined : sort,
  }
}

/** The query that a search asks for, with its defaults. */
export function toHostQuery({ columns: _columns, ...search }: HostsSearch & AsOfSearch): HostQuery {
  return { ...search, sort: search.sort ?? 'worst', page: 1, pageSize: hostsPageSize }
}

/** Plain `key=value` pairs, so that addresses can be read and typed by people. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function writeSearch(search: Record<string, unknown>): string {
  const pairs = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') pairs.set(key, String(value))
  }
  return pairs.size > 0 ? `?${pairs.toString()}` : ''
}
