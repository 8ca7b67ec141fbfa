import { z } from 'zod'
import { role } from './access.ts'
import { controlId, reason } from './controls.ts'
import { probeId } from './facts/registry.ts'
import { settingInUse } from './judging-views.ts'
import { signInStep } from './people.ts'
import { scriptView } from './script-reports.ts'
import { epochMs, hostClass, hostId, severity, verdictState } from './values.ts'

/** A sentence of data in both languages; English may be missing in what a province wrote itself. */
export const bilingual = z.object({ vi: z.string(), en: z.string() })
export type Bilingual = z.infer<typeof bilingual>

const count = z.int().min(0)

/** The four counts add up to the population, so nothing is silently dropped. */
export const measurementView = z.object({
  met: count,
  unmet: count,
  unknown: count,
  notApplicable: count,
})
export type MeasurementView = z.infer<typeof measurementView>

export const agencyView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  /** The agency in which a first start puts its own machine; out of every total once a real one exists. */
  isSample: z.boolean(),
  hosts: count,
})
export type AgencyView = z.infer<typeof agencyView>

/** Who is looking. */
export const sessionView = z.object({
  user: z
    .object({
      name: z.string(),
      role,
      /** The top of what an agency role sees; null: the province. */
      agency: z.object({ id: z.string(), name: z.string() }).nullable(),
    })
    .nullable(),
  /** Sent back in the header `x-khien-csrf` by everything that changes something. */
  csrf: z.string().nullable(),
  /** The password was right, and this is what the sign-in still asks for. */
  needs: signInStep.optional(),
})
export type SessionView = z.infer<typeof sessionView>

/** The verdict on an indicator; see the glossary for the words on the screen. */
export const indicatorVerdict = z.enum([
  'met',
  'unmet',
  'within-tolerance',
  'below-aspiration',
  'insufficient-data',
  'needs-decision',
  'not-applicable',
])
export type IndicatorVerdict = z.infer<typeof indicatorVerdict>

const comparator = z.enum(['gt', 'gte', 'eq', 'lte', 'lt', 'approx', 'exists'])
const strictness = z.enum(['hard', 'approximate', 'aspirational', 'prohibition'])

/** A number as the two integers that decide it; the printed figure is made from them, never the other way. */
export const exactRatio = z.object({ numerator: count, denominator: count })
export type ExactRatio = z.infer<typeof exactRatio>

/**
 * The enrolled hosts behind a figure, as the list of hosts counts them. A figure also counts machines that were declared
 * and never enrolled; those stand in the register.
 */
export const hostsBehind = z.object({
  unmet: count,
  unknown: count,
  /** Machines of the register that are in use and no host: the total of their list, `not-enrolled`. */
  notEnrolled: count,
  /** Null: all classes count for it. */
  classes: z.array(hostClass).nullable(),
})
export type HostsBehind = z.infer<typeof hostsBehind>

export const indicatorView = z.object({
  id: z.string(),
  name: bilingual,
  kind: z.enum(['share', 'ratio', 'count']),
  collection: z.enum(['measured', 'declared', 'mixed']),
  /** The control whose hosts it counts; null: nothing measured here counts for it yet. */
  control: controlId.nullable(),
  comparator,
  /** The target as an exact fraction in the unit of the indicator: 90 % is 90/100, 0.9 is 9/10, none is 0/1. */
  target: exactRatio,
  isTargetImplied: z.boolean(),
  strictness,
  source: z.object({
    document: z.string(),
    clause: z.string(),
    quote: bilingual,
    wordingNote: z.string().nullable(),
  }),
  measurement: measurementView.nullable(),
  /** Proven: no unknown is met. The official figure. Null: nothing to compute from. */
  worst: exactRatio.nullable(),
  /** All unknown are met. */
  best: exactRatio.nullable(),
  verdict: indicatorVerdict,
  /** Why there is no verdict, when there is none. */
  missing: z
    .enum([
      'no-declaration',
      'unknown-decides',
      'no-population',
      'no-tolerance',
      'setting-undecided',
    ])
    .nullable(),
  /** Agencies that it is measured over, and how many of them have declared what it asks for. */
  agencies: z.object({ inScope: count, declared: count }),
  /** Of some agency only a count was declared: there are at least so many machines. */
  isLowerBound: z.boolean(),
  /** Rests on readers that nobody has checked by hand yet: "tạm tính". */
  isProvisional: z.boolean(),
  /** Null: no host is behind it. */
  hosts: hostsBehind.nullable(),
  /** The settings that its control depends on. */
  settings: z.array(settingInUse),
})
export type IndicatorView = z.infer<typeof indicatorView>

export const planView = z.object({
  id: z.string(),
  name: bilingual,
  /** As printed, e.g. `2458/QĐ-UBND`; null where the number could not be read. */
  documentNumber: z.string().nullable(),
  issuedOn: z.string(),
  /** First and last day (yyyy-mm-dd); null: no end is stated. */
  from: z.string(),
  to: z.string().nullable(),
})
export type PlanView = z.infer<typeof planView>

export const controlCountView = z.object({ control: controlId, measurement: measurementView })
export type ControlCountView = z.infer<typeof controlCountView>

export const overviewView = z.object({
  asOfMs: epochMs,
  province: bilingual,
  /** Everything counted here is sample data: the sample agency, or a generated fleet. */
  isSample: z.boolean(),
  plan: planView.nullable(),
  population: z.object({
    enrolled: count,
    reporting: count,
    silent: count,
    neverReported: count,
    agencies: count,
    /** Hosts whose key is also on another machine. */
    sharingKey: count,
    /** Null: no agency has declared how many computers it has, so the denominator is what is enrolled. */
    declared: count.nullable(),
  }),
  indicators: z.array(indicatorView),
  controls: z.array(controlCountView),
})
export type OverviewView = z.infer<typeof overviewView>

export const hostRow = z.object({
  id: hostId,
  hostname: z.string(),
  agency: z.object({ id: z.string(), name: z.string(), isSample: z.boolean() }),
  class: hostClass,
  osName: z.string().nullable(),
  address: z.string().nullable(),
  lastReceivedMs: epochMs.nullable(),
  isSilent: z.boolean(),
  isConnected: z.boolean(),
  isSharingKey: z.boolean(),
  /** As they count: a silent host is unknown in every control but `reporting`. */
  states: z.partialRecord(controlId, verdictState),
  /** Controls whose state rests on readers that nobody has checked by hand yet. */
  provisional: z.array(controlId),
  /** What its agent cost it in the last whole day, as far as it has told; not of the past. */
  agent: z
    .object({
      version: z.string(),
      cpuMs: count.nullable(),
      memoryBytesMax: count.nullable(),
    })
    .nullable(),
  /** Its newest report, where no agent runs on it and a script reports; null: it has an agent. */
  script: scriptView.nullable(),
})
export type HostRow = z.infer<typeof hostRow>

export const hostPage = z.object({
  asOfMs: epochMs,
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  /** What `after` is for the next page; null: this is the last one, or pages go by number. */
  next: hostId.nullable(),
  hosts: z.array(hostRow),
})
export type HostPage = z.infer<typeof hostPage>

export const verdictView = z.object({
  control: controlId,
  /** As it counts. */
  state: verdictState,
  severity,
  reason,
  /** What was seen, worst first. */
  evidence: z.array(reason),
  sinceMs: epochMs,
  /** When time alone may change it: it is judged again then. Null: not known, or only new facts end it. */
  untilMs: epochMs.nullable(),
  /** When the facts behind it were last looked at; null: never. */
  observedAtMs: epochMs.nullable(),
  /** Rests on readers that nobody has checked by hand yet: "tạm tính". */
  isProvisional: z.boolean(),
  settings: z.array(settingInUse),
})
export type VerdictView = z.infer<typeof verdictView>

export const factView = z.object({
  probe: probeId,
  /** One of readingSchemas; checked when it was received. */
  reading: z.unknown(),
  observedAtMs: epochMs,
  receivedMs: epochMs,
  /** Since when the answer is the same. */
  sinceMs: epochMs,
})
export type FactView = z.infer<typeof factView>

const verdictChange = z.object({
  control: controlId,
  state: verdictState,
  fromMs: epochMs,
  untilMs: epochMs.nullable(),
})

/** A port that others can reach and that began to listen in the last days. */
const openedPort = z.object({
  transport: z.enum(['tcp', 'udp']),
  port: z.int().min(1).max(65_535),
  openedMs: epochMs,
  /** It had listened before, ceased, and began again. */
  isReopened: z.boolean(),
})
export type OpenedPort = z.infer<typeof openedPort>

export const hostView = z.object({
  asOfMs: epochMs,
  host: hostRow,
  enrolledMs: epochMs,
  verdicts: z.array(verdictView),
  facts: z.array(factView),
  /** The newest changes, newest first, at most 50. */
  history: z.array(verdictChange),
  /** The newly opened ports, the newest first; see `newPortDays`. */
  openedPorts: z.array(openedPort),
  /** Other machines that hold the same key. */
  sharesKeyWith: z.array(z.object({ id: hostId, hostname: z.string() })),
  /** Frames of this host that were refused, newest first, at most 10. */
  refusals: z.array(z.object({ atMs: epochMs, code: z.string(), detail: z.string().nullable() })),
})
export type HostView = z.infer<typeof hostView>

/** What the live channel says; it carries what changed, the browser asks for the rest. */
export const liveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), atMs: epochMs }),
  /** Hosts that reported since the last such event, coalesced; at most 200 ids, `total` counts all. */
  z.object({
    kind: z.literal('hosts-reported'),
    atMs: epochMs,
    hostIds: z.array(hostId).max(200),
    total: count,
    /** At least one verdict changed, so counts may have. */
    hasNewVerdicts: z.boolean(),
  }),
  z.object({ kind: z.literal('host-connected'), atMs: epochMs, hostId, isConnected: z.boolean() }),
  z.object({ kind: z.literal('register-changed'), atMs: epochMs }),
  /** A machine came that waits to be let in, or somebody decided about one, or about a token. */
  z.object({ kind: z.literal('enrolments-changed'), atMs: epochMs }),
  /** Figures of the whole province were read anew after somebody was given older ones. */
  z.object({ kind: z.literal('figures-read'), atMs: epochMs }),
  /** A setting, a catalogue or an alias changed; verdicts follow within minutes. */
  z.object({ kind: z.literal('judging-changed'), atMs: epochMs }),
])
export type LiveEvent = z.infer<typeof liveEvent>
