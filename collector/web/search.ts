import { z } from 'zod'
import { catalogueKinds } from '#protocol/catalogue/signed.ts'
import { hostQuery, type HostQuery } from '#protocol/routes.ts'

/*
 * What stands after the `?` of an address. A bad value is dropped alone: an old bookmark shows the rest of what it
 * meant instead of an error.
 */

type AsOfSearch = { asOf?: number | undefined }

const overviewSearch = z.object({
  plan: z.string().max(60).optional(),
  /** The indicator whose worst agencies are shown. */
  worst: z.string().max(60).optional(),
  /** The checklist of a first run is shown although it was put away. */
  start: z.enum(['yes']).optional(),
  /** Since when what changed is shown. */
  since: z.enum(['period']).optional(),
})
export type OverviewSearch = z.output<typeof overviewSearch>

/** The parts of the catalogues screen, in their order. */
export const catalogueParts = [...catalogueKinds, 'unknown', 'readers'] as const
export type CataloguePart = (typeof catalogueParts)[number]
const cataloguesSearch = z.object({ part: z.enum(catalogueParts).optional() })
export type CataloguesSearch = z.output<typeof cataloguesSearch>

const hostsSearch = hostQuery
  .omit({ page: true, pageSize: true, asOf: true })
  .extend({
    /** The columns that are shown, with commas between them; what is no column is passed over. */
    columns: z.string().max(200),
  })
  .partial()
export type HostsSearch = z.output<typeof hostsSearch>

/** Rows that the hosts screen asks for at a time, as its reader scrolls. */
export const hostsPageSize = 100

export const readOverview = (raw: Record<string, unknown>): OverviewSearch =>
  readKnown(overviewSearch, raw)

export const readCatalogues = (raw: Record<string, unknown>): CataloguesSearch =>
  readKnown(cataloguesSearch, raw)

const plansSearch = z.object({ changes: z.coerce.number().int().min(1).max(100_000).optional() })
export type PlansSearch = z.output<typeof plansSearch>
/** Which page of the log of changes is shown. */
export const readPlans = (raw: Record<string, unknown>): PlansSearch => readKnown(plansSearch, raw)

const planVersionSearch = z.object({ with: z.coerce.number().int().min(1).optional() })
export type PlanVersionSearch = z.output<typeof planVersionSearch>
const indicatorSearch = z.object({ of: z.string().max(60).optional() })
export type IndicatorSearch = z.output<typeof indicatorSearch>
/** Which indicator of a plan is shown; its id has a dot, which in a path would name a file. */
export const readIndicator = (raw: Record<string, unknown>): IndicatorSearch =>
  readKnown(indicatorSearch, raw)

/** With which other version one is compared. */
export const readPlanVersion = (raw: Record<string, unknown>): PlanVersionSearch =>
  readKnown(planVersionSearch, raw)

/** The filters of the hosts screen; what is the default anyway is left out of the address. */
export function readHosts(raw: Record<string, unknown>): HostsSearch {
  const { sort, q, ...filters } = readKnown(hostsSearch, raw)
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

/**
 * What a schema of search knows of an address; a bad value is dropped alone. It stands as undefined in what is read, so
 * that it hides what the router keeps of the address as it was typed.
 */
export function readKnown<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: Record<string, unknown>,
): z.output<z.ZodObject<Shape>> {
  const isGood = (key: string) => schema.safeParse({ [key]: raw[key] }).success
  const given = Object.keys(schema.shape).filter((key) => raw[key] !== undefined)
  const bad = given.filter((key) => !isGood(key)).map((key) => [key, undefined])
  const known = given.filter(isGood).map((key) => [key, raw[key]])
  return { ...Object.fromEntries(bad), ...schema.parse(Object.fromEntries(known)) }
}
