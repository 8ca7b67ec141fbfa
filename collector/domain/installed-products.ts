import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { JudgeContext } from './context.ts'
import { foldForSearch } from './fold.ts'

/** A product of a machine with what the catalogue says of it; null: nothing, and nobody has decided what it is. */
export type InstalledProduct = AntivirusProduct & { readonly row: AntivirusProductRow | null }

type Named = { readonly product: string; readonly name: string }

/** The antivirus products of a machine. What the operator called no antivirus is left out. */
export function installedProducts(
  products: readonly AntivirusProduct[],
  context: JudgeContext,
): InstalledProduct[] {
  return products.flatMap((product) => {
    const row = productRow(product, context)
    return row === 'no-antivirus' ? [] : [{ ...product, row }]
  })
}

/** What is known of a product: its own row, or the one that the operator chose for its name. */
export function productRow(
  { product, name }: Named,
  { antivirusProducts, productAliases }: Pick<JudgeContext, 'antivirusProducts' | 'productAliases'>,
): AntivirusProductRow | 'no-antivirus' | null {
  const rowOf = (id: string) => antivirusProducts.find((row) => row.id === id) ?? null
  const own = rowOf(product)
  if (own !== null || productAliases.length === 0) return own
  const names = [foldForSearch(name), foldForSearch(product)]
  const alias = productAliases.find(({ nameFolded }) => names.includes(nameFolded))
  if (alias === undefined) return null
  return alias.productId === null ? 'no-antivirus' : rowOf(alias.productId)
}
