import { z } from 'zod'
import { limits } from '../limits.ts'
import { splitSignedLines, type SignedLines } from '../signed-lines.ts'

/** The catalogues that can be renewed without a new release. Agents take `antivirus-products` alone. */
export const catalogueKinds = ['antivirus-products', 'os-support', 'service-rules'] as const
export const catalogueKind = z.enum(catalogueKinds)
export type CatalogueKind = (typeof catalogueKinds)[number]

/** The day on which the catalogues of this release were made: a signed one that is older does not replace them. */
export const compiledCataloguesOn = '2026-11-22'

/** What is signed: canonical JSON of this. A higher sequence replaces a lower one, never the other way. */
export const catalogueContent = z.strictObject({
  format: z.literal('khien catalogue'),
  kind: catalogueKind,
  sequence: z.int().min(1).max(1_000_000_000),
  issuedOn: z.iso.date(),
  /** Checked against the schema of its kind where it is used. */
  rows: z.array(z.unknown()).max(5_000),
})
export type CatalogueContent = z.infer<typeof catalogueContent>

/**
 * A catalogue as a file and on the wire: the canonical JSON of its content in one line, then the Ed25519 signature
 * over `catalogueMessage` of that line in base64url. The key that signs lies on no collector and on no agent.
 */
export function splitSignedCatalogue(file: string): SignedLines | null {
  return splitSignedLines(file, limits.catalogueBytesMax)
}

/** The bytes under the signature: named, so that nothing else that is ever signed can be taken for a catalogue. */
export function catalogueMessage(content: string): string {
  return `khien catalogue 1\n${content}`
}
