import { z } from 'zod'
import { antivirusReaders } from '../readers.ts'
import { text } from '../values.ts'

/** Where a row is from, and whether anybody has seen it hold on a real machine. */
export const provenance = {
  source: z.string().min(1).max(400),
  verifiedOnRealMachine: z.boolean(),
}

/** A place where something may stand. It is looked at, never run and never read. */
const place = z
  .string()
  .regex(/^(\/|%[A-Za-z()0-9]+%\\|[A-Z]:\\)/)
  .meta({ examples: ['/opt/kaspersky/kesl'] })
  .max(200)
const names = z.array(text(80)).max(12)

/**
 * Signs by which a product is found. Any one is enough. They select among what the agent can look at anyway: files
 * that stand somewhere, programs and services that run, names that Windows tells.
 */
const linuxDetection = z.strictObject({
  places: z.array(place).max(8),
  /** As /proc names programs: at most 15 characters count. */
  processes: names,
  reader: z.enum(antivirusReaders),
})
const windowsDetection = z.strictObject({
  /** Beginnings of the name in Security Center, without regard to case. */
  securityCenterNames: names,
  services: names,
  processes: names,
  /** Keys under HKEY_LOCAL_MACHINE that exist where the product is installed, e.g. `SOFTWARE\\Bkav`. */
  registryKeys: z.array(text(160)).max(6),
  reader: z.enum(antivirusReaders),
})

export const antivirusProductRow = z.strictObject({
  id: text(40),
  name: text(120),
  vendor: text(80),
  /** ISO 3166-1 alpha-2, of the seat of the vendor: decides "doanh nghiệp trong nước". */
  vendorCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .meta({ examples: ['VN'] }),
  /** Null: not known. */
  licenceKind: z.enum(['free', 'subscription', 'built-in']).nullable(),
  /** Who tells when the licence ends: the reader, or only what the agency declared; null: nobody knows a way. */
  licenceEndBy: z.enum(['reader', 'declaration']).nullable(),
  linux: linuxDetection.nullable(),
  windows: windowsDetection.nullable(),
  /** What cannot be read of this product, as far as is known. */
  unknown: z.strictObject({ vi: text(300), en: text(300) }).nullable(),
  ...provenance,
})
export type AntivirusProductRow = z.infer<typeof antivirusProductRow>

export const antivirusProductsFile = z.strictObject({ rows: z.array(antivirusProductRow).max(200) })
