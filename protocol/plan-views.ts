import { z } from 'zod'
import { metricId, metricUnit, planBody } from './plans.ts'
import { planRefusals, type PlanRefusalCode } from './plan-refusals.ts'
import { day, entryKind } from './register.ts'
import { denominator, lowerBoundReason, measuredCounts } from './snapshots.ts'
import { epochMs, hostClass } from './values.ts'
import { bilingual, exactRatio, hostsBehind, indicatorView, planView } from './views.ts'

const count = z.int().min(0)

/** One version of a plan, without what it says. */
export const planVersionHead = z.object({
  ...planView.shape,
  version: z.int().min(1),
  state: z.enum(['draft', 'issued']),
  /** Ships with the product. */
  isBuiltIn: z.boolean(),
  validFrom: day,
  /** The last day: its own, or the day before the next version; null: no end is known. */
  validUntil: day.nullable(),
  /** By which today is measured. */
  isCurrent: z.boolean(),
  author: z.string(),
  recordedMs: epochMs.nullable(),
  issuedMs: epochMs.nullable(),
  issuedBy: z.string().nullable(),
  revision: z.int().min(0),
  indicators: count,
})
export type PlanVersionHead = z.infer<typeof planVersionHead>

const troubleCodes = Object.keys(planRefusals) as [PlanRefusalCode, ...PlanRefusalCode[]]
const planTrouble = z.object({
  code: z.enum(troubleCodes),
  indicatorId: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const planVersionView = z.object({
  head: planVersionHead,
  body: planBody,
  /** What keeps a draft from being issued. */
  troubles: z.array(planTrouble),
})
export type PlanVersionView = z.infer<typeof planVersionView>

export const metricView = z.object({
  id: metricId,
  kind: indicatorView.shape.kind,
  unit: metricUnit,
  subject: z.enum(['amount', 'agency']),
  collection: indicatorView.shape.collection,
  control: indicatorView.shape.control,
})
export type MetricView = z.infer<typeof metricView>

/** A change of what figures are made from: a plan, a declaration, an organisation, a setting. */
export const definitionChange = z.object({
  id: z.int(),
  atMs: epochMs,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** The agency of which something was said, by its name of today; null: it is of none. */
  agencyName: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
})
export type DefinitionChange = z.infer<typeof definitionChange>

const resultShape = {
  counts: measuredCounts.nullable(),
  worst: exactRatio.nullable(),
  best: exactRatio.nullable(),
  declared: exactRatio.nullable(),
  isLowerBound: z.boolean(),
  verdict: indicatorView.shape.verdict,
  missing: indicatorView.shape.missing,
}

export const agencyResultView = z.object({
  ...resultShape,
  agencyId: z.string(),
  name: z.string(),
  level: z.string().nullable(),
  outside: z.enum(['excluded', 'other-level']).nullable(),
  exclusion: z.string().nullable(),
  hosts: hostsBehind.nullable(),
  isDeclared: z.boolean(),
  isReference: z.boolean(),
})
export type AgencyResultView = z.infer<typeof agencyResultView>

/** So many more have to be met, and by which agencies that is reached soonest. */
export const shortestWayView = z.object({
  /** Null: nothing that the agencies can do one by one brings it over the line. */
  needed: count.nullable(),
  steps: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      unmet: count,
      unknown: count,
      /** How many of them are needed, after the steps before. */
      take: count,
    }),
  ),
  /** What would settle a figure that has no verdict. */
  settling: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      what: z.enum(['machines', 'declaration', 'level', 'setting', 'tolerance']),
      count,
    }),
  ),
  /** Of the unknown, so many have to turn out met to decide for it, and unmet to decide against. */
  metDecides: count.nullable(),
  unmetDecides: count.nullable(),
})
export type ShortestWayView = z.infer<typeof shortestWayView>

export const agencyShortfallView = z.object({
  agencyId: z.string(),
  name: z.string(),
  /** The hosts behind it, as their lists count them; null: nobody asked. */
  hosts: hostsBehind.nullable(),
  /** Null: nothing is known of it. */
  machinesWithoutLicence: count.nullable(),
  machinesUnknown: count,
  seatsBought: count.nullable(),
  /** Machines in use that report a product which needs a seat; null: none of them could be looked at. */
  seatsUsed: count.nullable(),
  /** Seats whose last day falls before the next quarter begins. */
  seatsEndingSoon: count,
  lans: count.nullable(),
  lansWithoutFirewall: count.nullable(),
})
export type AgencyShortfallView = z.infer<typeof agencyShortfallView>

const budgetLineView = z.object({
  id: z.string(),
  section: z.string(),
  name: z.string(),
  lead: z.string(),
  /** In the unit that the document prints. */
  total: count,
  firstYear: count,
  carried: count.nullable(),
  unit: z.string(),
})

export const shortfallView = z.object({
  agencies: z.array(agencyShortfallView),
  productMismatches: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      productId: z.string(),
      productName: z.string(),
      seats: count,
      used: count,
    }),
  ),
  endingBefore: day,
  budgetLines: z.array(budgetLineView),
  foreignInSystems: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      system: z.string(),
      level: z.int(),
      product: z.string(),
      /** Null: nobody has named its maker. */
      isDomestic: z.boolean().nullable(),
    }),
  ),
})
export type ShortfallView = z.infer<typeof shortfallView>

/** One declared entry behind a figure. */
const declaredEntryView = z.object({
  entryId: z.string(),
  kind: entryKind,
  agencyId: z.string(),
  agencyName: z.string(),
  fromDay: day,
  name: z.string().nullable(),
  /** What counts of it; null: more than numbers say. */
  numbers: z.object({ numerator: z.number(), denominator: z.number().nullable() }).nullable(),
})
export type DeclaredEntryView = z.infer<typeof declaredEntryView>

/** One indicator with everything behind its figure. */
export const indicatorDetailView = z.object({
  asOfMs: epochMs,
  cutOffDay: day,
  plan: planView,
  version: z.int().min(1),
  indicator: indicatorView,
  declared: exactRatio.nullable(),
  isLowerBound: z.boolean(),
  agenciesInScope: count,
  agenciesUndeclared: count,
  aggregation: planBody.shape.indicators.element.shape.aggregation,
  tolerance: planBody.shape.indicators.element.shape.tolerance,
  settings: planBody.shape.settings,
  figure: z.string(),
  metric: metricView,
  classes: z.array(z.object({ ...resultShape, class: hostClass })),
  denominators: z.array(
    z.object({ class: hostClass, denominator, lowerBoundBecause: z.array(lowerBoundReason) }),
  ),
  agencies: z.array(agencyResultView),
  offenders: z.array(
    z.object({
      agencyId: z.string(),
      agencyName: z.string(),
      kind: z.enum(['host', 'device']),
      id: z.string().nullable(),
      /** Null: of these devices the number alone was declared. */
      name: z.string().nullable(),
      count,
    }),
  ),
  exempted: z.array(z.object({ agencyName: z.string(), subject: z.string(), reason: z.string() })),
  exemptionWords: z.array(bilingual),
  way: shortestWayView,
  /** Null: money and firewalls have nothing to do with it. */
  shortfall: shortfallView.nullable(),
  /** The first entries that it is made from, as agencies declared them, and how many there are. */
  entries: z.array(declaredEntryView),
  entriesTotal: count,
})
export type IndicatorDetailView = z.infer<typeof indicatorDetailView>
