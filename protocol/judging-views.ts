import { z } from 'zod'
import { antivirusProductRow, provenance } from './catalogue/antivirus-products.ts'
import { catalogueKind } from './catalogue/signed.ts'
import { controlId } from './controls.ts'
import { judgeSettingKeys } from './judge-settings.ts'
import { expectedRevision } from './revision.ts'
import { epochMs, platform, severity } from './values.ts'

/*
 * What judging rests on, as the screens show it: the settings of the plan, the catalogues, the products that no
 * catalogue names, and which readers somebody has checked on a real machine.
 */

const count = z.int().min(0)

export const judgeSettingKey = z.enum(judgeSettingKeys)

/** Null: nobody has decided. */
export const judgeSettingValue = z.union([z.int(), z.boolean()]).nullable()
export type JudgeSettingValue = z.infer<typeof judgeSettingValue>

/** A setting as it holds, to be printed beside every figure that depends on it. */
export const settingInUse = z.object({
  key: judgeSettingKey,
  value: judgeSettingValue,
  /** Null: nobody has decided, it is the default of the product. */
  author: z.string().nullable(),
  /** yyyy-mm-dd; null together with `author`. */
  decidedOn: z.iso.date().nullable(),
})
export type SettingInUse = z.infer<typeof settingInUse>

export const judgeSettingView = z.object({
  ...settingInUse.shape,
  revision: expectedRevision,
  defaultValue: judgeSettingValue,
  /** The controls whose verdicts it changes. */
  controls: z.array(controlId),
  /** What was decided, newest first, at most 20. */
  history: z.array(
    z.object({
      value: judgeSettingValue,
      author: z.string(),
      decidedMs: epochMs,
      note: z.string().nullable(),
    }),
  ),
})
export type JudgeSettingView = z.infer<typeof judgeSettingView>

/** Which edition of a catalogue judges. */
export const catalogueHead = z.object({
  kind: catalogueKind,
  issuedOn: z.iso.date(),
  /** Null: the one that ships with the product; no signed one was imported. */
  signed: z
    .object({
      sequence: z.int().min(1),
      importedBy: z.string(),
      importedMs: epochMs,
    })
    .nullable(),
  rows: count,
  verifiedRows: count,
})
export type CatalogueHead = z.infer<typeof catalogueHead>

export const osSupportView = z.object({
  distribution: z.string(),
  version: z.string(),
  edition: z.string().nullable(),
  name: z.string(),
  endsOn: z.iso.date(),
  extensions: z.array(z.object({ program: z.string(), endsOn: z.iso.date(), isFree: z.boolean() })),
  ...provenance,
})
export type OsSupportView = z.infer<typeof osSupportView>

export const serviceRuleView = z.object({
  id: z.string(),
  name: z.string(),
  transport: z.enum(['tcp', 'udp']),
  ports: z.array(z.int()),
  severity: z.object({ lan: severity, any: severity, public: severity }),
  ...provenance,
})
export type ServiceRuleView = z.infer<typeof serviceRuleView>

/** A catalogue with its rows; the two lists that are not of its kind are empty. */
export const catalogueView = z.object({
  ...catalogueHead.shape,
  antivirusProducts: z.array(antivirusProductRow),
  osSupport: z.array(osSupportView),
  serviceRules: z.array(serviceRuleView),
})
export type CatalogueView = z.infer<typeof catalogueView>

/** A name that some host told and that neither a catalogue nor an administrator has placed yet. */
export const unknownProduct = z.object({
  name: z.string(),
  /** Equals the total of the list of hosts under the filter `product`. */
  hosts: z.int().min(1),
  agencies: z.array(z.string()),
  firstSeenMs: epochMs,
})
export type UnknownProduct = z.infer<typeof unknownProduct>

/** What an administrator said of such a name. */
export const productAlias = z.object({
  id: z.string(),
  name: z.string(),
  /** A row of the catalogue; null: it is no antivirus. */
  product: z.string().nullable(),
  /** How many hosts tell this name now. */
  hosts: count,
  author: z.string(),
  decidedMs: epochMs,
})
export type ProductAlias = z.infer<typeof productAlias>

export const productQueue = z.object({
  /** The most hosts first, at most 200. */
  unknown: z.array(unknownProduct),
  unknownTotal: count,
  aliases: z.array(productAlias),
})
export type ProductQueue = z.infer<typeof productQueue>

/** One compiled reader on one platform, and whether somebody has compared it with a real machine. */
export const readerView = z.object({
  /** The id of its probe; one of several of a probe stands behind it, e.g. `antivirus/clamav`. */
  reader: z.string(),
  platform,
  /** Null: nobody has yet. */
  checked: z.object({ on: z.iso.date(), by: z.string(), machine: z.string() }).nullable(),
  /** The one command that shows what it reads. */
  command: z.string(),
  /** What the machine itself answers, to compare; null: the product's own window tells. */
  beside: z.string().nullable(),
})
export type ReaderView = z.infer<typeof readerView>

/** A figure over the fleet, and how many hosts are at it or above. */
const costFigure = z.object({ value: count, hosts: count })

/** What agents cost their machines in their last whole day. Each figure is rounded up to a power of two by the agent. */
export const agentCostsView = z.object({
  /** Hosts that have told a whole day. */
  hosts: count,
  cpuMs: z.object({ median: costFigure, p95: costFigure, max: costFigure }).nullable(),
  memoryBytes: z.object({ median: costFigure, p95: costFigure, max: costFigure }).nullable(),
  versions: z.array(z.object({ version: z.string(), hosts: z.int().min(1) })),
})
export type AgentCostsView = z.infer<typeof agentCostsView>
