import { z } from 'zod'
import { provenance } from '#protocol/catalogue/antivirus-products.ts'
import { severity } from '#protocol/values.ts'

const day = z.iso.date()

/** How Microsoft's editions fall into servicing lines. Mapping of `EditionID` not verified on real machines. */
export const editionLine = z.enum(['home-pro', 'enterprise', 'ltsc', 'iot-ltsc'])
export type EditionLine = z.infer<typeof editionLine>

const osSupportRow = z.strictObject({
  distribution: z.string(),
  /** Equal to the reported version, or its beginning up to a dot: `9` stands for `9.4`. */
  version: z.string(),
  /** Null: every edition. */
  edition: editionLine.nullable(),
  name: z.string(),
  /** The last day of standard support. */
  endsOn: day,
  /** Support beyond it. One that is not free counts only where the machine shows the programme. */
  extensions: z.array(z.strictObject({ program: z.string(), endsOn: day, isFree: z.boolean() })),
  ...provenance,
})
export type OsSupportRow = z.infer<typeof osSupportRow>
export const osSupportFile = z.strictObject({
  notice: z.string(),
  rows: z.array(osSupportRow),
})

const serviceRule = z.strictObject({
  id: z.string(),
  name: z.string(),
  transport: z.enum(['tcp', 'udp']),
  ports: z.array(z.int().min(1).max(65_535)).min(1),
  /** How grave it is that the port reaches so far; nearer than a LAN it is no finding. */
  severity: z.strictObject({ lan: severity, any: severity, public: severity }),
  ...provenance,
})
export type ServiceRule = z.infer<typeof serviceRule>
export const serviceRulesFile = z.strictObject({ rows: z.array(serviceRule) })
