import { limits } from '#protocol/limits.ts'
import { unknown } from '#protocol/values.ts'
import { unknownFrom } from '../answers.ts'
import type { Probe } from '../probe.ts'
import { readers } from './readers.ts'

/**
 * Says which antivirus products are installed and what they say of themselves. Linux: one reader
 * per product, found by its files; its own program is run only where nobody but root can have
 * changed it.
 */
export const antivirus: Probe<'antivirus'> = async (system, look) => {
  if (system.platform !== 'linux') return unknown('not-supported', system.platform)
  const processes = await system.processNames()
  const products = []
  for (const reader of readers) {
    let isFound = processes.ok && reader.processes.some((name) => processes.value.includes(name))
    for (const path of reader.paths) {
      if (isFound) break
      const status = await system.fileStatus(path)
      // A path that cannot be looked at is not "no product".
      if (!status.ok) return unknownFrom(status, reader.product)
      isFound = status.value !== null
    }
    if (isFound) products.push(await reader.read({ system, processes, nowMs: look.nowMs }))
  }
  return { products: products.slice(0, limits.antivirusProductsMax) }
}
