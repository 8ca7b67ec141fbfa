import { z } from 'zod'
import {
  antivirusProductsFile,
  type AntivirusProductRow,
} from '#protocol/catalogue/antivirus-products.ts'
import { antivirusReaders } from '#protocol/readers.ts'
import { Refusal } from '#protocol/refusals.ts'

const withReader = z.looseObject({ reader: z.string() }).nullable()
const rowWithReaders = z.looseObject({ linux: withReader, windows: withReader })
type RowWithReaders = z.infer<typeof rowWithReaders>

const compiledReaders = new Set<string>(antivirusReaders)

/**
 * The rows of a catalogue that this agent can use. A newer catalogue may name a reader that is not compiled in here:
 * the row is kept out for that platform, and out altogether where no platform is left.
 * @throws Refusal CATALOGUE_INVALID where a row is malformed, or an id stands twice
 */
export function productsOf(rows: readonly unknown[]): readonly AntivirusProductRow[] {
  const shaped = z.array(rowWithReaders).safeParse(rows)
  if (!shaped.success) throw invalid(shaped.error.issues[0]?.path)
  const parsed = antivirusProductsFile.safeParse({ rows: shaped.data.flatMap(usable) })
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path)
  const { rows: products } = parsed.data
  if (products.length === 0) throw invalid(['rows', 'none that this agent can use'])
  const ids = new Set(products.map(({ id }) => id))
  if (ids.size < products.length) throw invalid(['id', 'stands twice'])
  return products
}

function usable(row: RowWithReaders): RowWithReaders[] {
  const isKnown = (detection: RowWithReaders['linux']) =>
    detection === null || compiledReaders.has(detection.reader)
  const kept = {
    ...row,
    linux: isKnown(row.linux) ? row.linux : null,
    windows: isKnown(row.windows) ? row.windows : null,
  }
  const hadAny = row.linux !== null || row.windows !== null
  return hadAny && kept.linux === null && kept.windows === null ? [] : [kept]
}

function invalid(path: readonly PropertyKey[] = []): Refusal {
  return new Refusal('CATALOGUE_INVALID', { detail: path.map(String).join('.') || 'rows' })
}
