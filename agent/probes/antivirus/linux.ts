import { limits } from '#protocol/limits.ts'
import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { AntivirusReaderId } from '#protocol/readers.ts'
import type { Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { findLinuxProducts } from './linux-detection.ts'
import type { AntivirusReader } from './reader.ts'
import { linuxReaders } from './readers.ts'
import { presence } from './readers/presence.ts'

/** Finds products by the catalogue and asks each through the compiled reader that its row selects. */
export async function readLinuxAntivirus(
  system: System,
  look: Look,
): Promise<Maybe<Facts<'antivirus'>>> {
  const processes = await system.processNames()
  const found = await findLinuxProducts(system, look.products, processes)
  if (!found.ok) return unknownFrom(found, 'products')
  const products: AntivirusProduct[] = []
  for (const row of found.value.slice(0, limits.antivirusProductsMax)) {
    const { id, read } = readerOf(row)
    const statement = await read({ system, processes, nowMs: look.nowMs, row })
    products.push({ product: row.id, name: row.name, reader: id, ...statement })
  }
  return { products }
}

function readerOf(row: AntivirusProductRow): { id: AntivirusReaderId; read: AntivirusReader } {
  const id = row.linux?.reader ?? 'presence'
  const read = linuxReaders[id]
  return read ? { id, read } : { id: 'presence', read: presence }
}
