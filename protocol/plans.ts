import { z } from 'zod'
import { day } from './register.ts'
import { hostClass } from './values.ts'
import { bilingual, exactRatio, indicatorView, planView } from './views.ts'

/** Every metric: what is counted. The code of each is `collector/domain/metrics/<id>.ts`. */
export const metricIds = [
  'computers-per-official',
  'agencies-with-lan-and-broadband',
  'lans-with-firewall',
  'computers-with-licensed-antivirus',
  'agencies-with-it-officer',
  'agencies-by-figure',
  'declared-share',
  'declared-sum',
  'protected-machines',
  'default-configurations',
  'devices-reviewed',
  'projects-with-security',
  'trainings-held',
  'security-share-of-plan-budget',
  'security-share-of-plan-budget-over-years',
  'security-share-of-projects',
  'domestic-products-in-systems',
  'machines-patched',
  'machines-with-supported-system',
  'machines-with-firewall',
  'machines-reporting',
] as const
export type MetricId = (typeof metricIds)[number]
export const metricId = z.enum(metricIds)

/** In what a metric counts. */
const metricUnits = [
  'machines',
  'machines-per-person',
  'agencies',
  'lans',
  'devices',
  'projects',
  'sessions',
  'systems',
  'money',
  'declared-units',
] as const
export const metricUnit = z.enum(metricUnits)
export type MetricUnit = z.infer<typeof metricUnit>

/** How agencies make one figure of the plan: added up, as a share of agencies, or each judged by itself. */
export const aggregations = ['pooled', 'sum', 'share-of-agencies', 'each-agency'] as const
const aggregation = z.enum(aggregations)

const text = (lengthMax: number) => z.string().trim().max(lengthMax).normalize('NFC')
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,58}$/)
  .meta({ examples: ['qn2458.i04'] })
const author = text(120).min(1)

/** A decision that the words leave open. */
const tolerance = z.strictObject({ below: exactRatio, author, decidedOn: day })

/**
 * One line of a plan. Metric and unit are words here, so that a wrong one can be answered in words: see
 * `checkPlan` of the collector.
 */
export const planIndicator = z.strictObject({
  ...indicatorView.pick({
    collection: true,
    control: true,
    comparator: true,
    isTargetImplied: true,
    strictness: true,
    target: true,
  }).shape,
  id,
  name: bilingual.strict(),
  metric: z.string().max(80),
  /** `share`, `ratio` or `count`. */
  kind: z.string().max(20),
  /** Under which name agencies declare the figure; null: the id of the metric. */
  figure: text(80).min(1).nullable(),
  tolerance: tolerance.nullable(),
  aggregation,
  /** Every agency of the scope has to declare it, or whoever declares it speaks for all. */
  declaredBy: z.enum(['every-agency', 'anyone']),
  /** The text assigns the target to each agency; otherwise an agency's figure is shown for reference alone. */
  bindsEachAgency: z.boolean(),
  /** Which agencies are meant, e.g. `tỉnh`; null: every level. */
  levels: z.array(text(40).min(1)).min(1).nullable(),
  /** Which machines are meant; null: every class. */
  classes: z.array(hostClass).min(1).nullable(),
  areClassesApart: z.boolean(),
  /** The first and last day on which it holds within the plan; null: as the plan. */
  from: day.nullable(),
  until: day.nullable(),
  /** The indicator that takes its place. */
  successor: id.nullable(),
  /** Ids of budget lines that name what is missing. */
  budgetLines: z.array(z.string().max(40)).max(20),
  source: z.strictObject({
    document: text(300),
    clause: text(200),
    quote: bilingual.strict(),
    wordingNote: text(600).nullable(),
  }),
})
export type PlanIndicator = z.infer<typeof planIndicator>

const decided = { author, decidedOn: day }

/** What the plan leaves open and somebody has decided; null inside: nobody has. */
const planSettings = z.strictObject({
  /** Whether "CBCC" takes in public employees (viên chức). */
  doPublicEmployeesCount: z.strictObject({ value: z.boolean().nullable(), ...decided }),
})

/** A plan as data: all that a version of it says. */
export const planBody = z.strictObject({
  ...planView.shape,
  id,
  issuedOn: day,
  from: day,
  to: day.nullable(),
  name: bilingual.strict(),
  provinceId: z.string().max(40),
  settings: planSettings,
  /** The words by which something is exempt, e.g. from the 10 % rule. */
  exemptions: z.array(z.strictObject({ id, indicatorIds: z.array(id), quote: bilingual.strict() })),
  /** Where periods of several years begin, e.g. 2016 for 2016–2020. */
  years: z.strictObject({ anchor: z.int().min(2000).max(2100), length: z.int().min(1).max(10) }),
  indicators: z.array(planIndicator).min(1).max(200),
})
export type PlanBody = z.infer<typeof planBody>
