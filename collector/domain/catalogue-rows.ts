import { z } from 'zod'
import {
  antivirusProductsFile,
  type AntivirusProductRow,
} from '#protocol/catalogue/antivirus-products.ts'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import {
  osSupportFile,
  serviceRulesFile,
  type OsSupportRow,
  type ServiceRule,
} from './catalogue.ts'

/** The rows of a catalogue together with the kind that says what they are. */
export type CatalogueRows =
  | { readonly kind: 'antivirus-products'; readonly rows: readonly AntivirusProductRow[] }
  | { readonly kind: 'os-support'; readonly rows: readonly OsSupportRow[] }
  | { readonly kind: 'service-rules'; readonly rows: readonly ServiceRule[] }

const byKind = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('antivirus-products'),
    rows: antivirusProductsFile.shape.rows.min(1),
  }),
  z.object({ kind: z.literal('os-support'), rows: osSupportFile.shape.rows.min(1) }),
  z.object({ kind: z.literal('service-rules'), rows: serviceRulesFile.shape.rows.min(1) }),
])

/** Checks rows against the schema of their kind. An empty catalogue is refused: it would make everything unknown. */
export function parseRows(
  kind: CatalogueKind,
  rows: readonly unknown[],
): z.ZodSafeParseResult<CatalogueRows> {
  return byKind.safeParse({ kind, rows })
}
