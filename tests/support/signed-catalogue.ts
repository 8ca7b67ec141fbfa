import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import {
  catalogueMessage,
  type CatalogueContent,
  type CatalogueKind,
} from '#protocol/catalogue/signed.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { productContext } from '#domain/context.ts'

/** A key that signs catalogues, and its public half as a setting names it. */
export function newSigner(): { privateKey: KeyObject; publicKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = z.object({ x: z.string() }).parse(publicKey.export({ format: 'jwk' }))
  return { privateKey, publicKey: x }
}

const shippedRows: Record<CatalogueKind, readonly unknown[]> = {
  'antivirus-products': productContext.antivirusProducts,
  'os-support': productContext.osSupport,
  'service-rules': productContext.serviceRules,
}

/** A signed catalogue as a file: the rows that ship, unless told otherwise. */
export function signedCatalogue(
  key: KeyObject,
  { kind = 'antivirus-products', ...changes }: Partial<CatalogueContent> = {},
): string {
  const content = canonicalJson({
    format: 'khien catalogue',
    kind,
    sequence: 2,
    issuedOn: '2027-01-15',
    rows: shippedRows[kind],
    ...changes,
  })
  return signedFile(key, content)
}

/** Any line with a good signature under it. */
export function signedFile(key: KeyObject, content: string): string {
  const signature = sign(null, Buffer.from(catalogueMessage(content)), key).toString('base64url')
  return `${content}\n${signature}\n`
}
