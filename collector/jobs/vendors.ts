import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'

const registry = z.record(z.string(), z.string())
/** Blocks of 36, 28 and 24 bits, in hexadecimal digits: the narrowest names the maker. Source: IEEE, MA-S, MA-M, MA-L. */
const blockDigits = [9, 7, 6] as const

/**
 * Reads the IEEE registry of MACs and answers by it. It is large, so nobody keeps the answerer for longer than one run:
 * 5.6 MB of text, read in some 60 ms.
 */
export async function readVendors(): Promise<(mac: string) => string | null> {
  const file = createRequire(import.meta.url).resolve('oui-data')
  const vendors = registry.parse(JSON.parse(await readFile(file, 'utf8')))
  return (mac) => {
    const digits = mac.replaceAll(':', '').toUpperCase()
    for (const length of blockDigits) {
      // The rest of the lines is a postal address.
      const [name = ''] = vendors[digits.slice(0, length)]?.split('\n') ?? []
      if (name !== '') return name.normalize('NFC').slice(0, 120)
    }
    return null
  }
}
