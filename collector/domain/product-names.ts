import type { JudgeContext } from './context.ts'
import { foldForSearch } from './fold.ts'
import { productRow } from './installed-products.ts'

/** What a catalogue and the operator say of the names of antivirus products. */
export type ProductNames = {
  /** Of the catalogue where it has the product, under its own name or under what the operator said of it. */
  readonly idOf: (told: { readonly product: string; readonly name: string }) => string | null
  /** As a screen shows it; a product that no catalogue has is shown by its own name. */
  readonly nameOf: (id: string) => string
  /** Needs no seat: it comes with the system, or is free. */
  readonly isSeatless: (id: string) => boolean
}

/** The names of a context. `idOf` is null for what the operator called no antivirus. */
export function productNamesOf(
  context: Pick<JudgeContext, 'antivirusProducts' | 'productAliases'>,
): ProductNames {
  const rows = new Map(context.antivirusProducts.map((row) => [row.id, row]))
  const byName = new Map(context.antivirusProducts.map((row) => [foldForSearch(row.name), row.id]))
  return {
    idOf({ product, name }) {
      const row = productRow({ product, name }, context)
      if (row === 'no-antivirus') return null
      return row?.id ?? byName.get(foldForSearch(name)) ?? product
    },
    nameOf: (id) => rows.get(id)?.name ?? id,
    isSeatless(id) {
      const kind = rows.get(id)?.licenceKind
      return kind === 'built-in' || kind === 'free'
    },
  }
}
