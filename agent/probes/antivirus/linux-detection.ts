import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { Answer, System } from '../../system.ts'

/**
 * The products of the catalogue that stand or run on this Linux. A place that cannot be looked at fails the whole: it
 * is not "no product".
 */
export async function findLinuxProducts(
  system: System,
  products: readonly AntivirusProductRow[],
  processes: Answer<readonly string[]>,
): Promise<Answer<readonly AntivirusProductRow[]>> {
  const found: AntivirusProductRow[] = []
  for (const row of products) {
    if (row.linux === null) continue
    if (!processes.ok && row.linux.places.length === 0) return processes
    const running = processes.ok ? processes.value : []
    let isFound = row.linux.processes.some((name) => running.includes(name.slice(0, 15)))
    for (const place of row.linux.places) {
      if (isFound) break
      const status = await system.fileStatus(place)
      if (!status.ok) return { ...status, detail: `${row.id}: ${status.detail}` }
      isFound = status.value !== null
    }
    if (isFound) found.push(row)
  }
  return { ok: true, value: found }
}
