import { createHash } from 'node:crypto'
import type { System } from './system.ts'

const signsMax = 32
const addressesMax = 16

/**
 * Signs of the hardware in the form of the wire: evidence to tell a copied disk from its original.
 * What cannot be read is left out: a missing sign proves nothing. Values that makers leave unset count as missing.
 * Linux: /sys/class/dmi/id (the UUID and the serial are for root), cards with a device of their own.
 */
export async function readHardwareSigns(system: System): Promise<string[]> {
  if (system.platform !== 'linux') return []
  const signs = [
    ...(await signFrom(system, 'uuid', '/sys/class/dmi/id/product_uuid')),
    ...(await signFrom(system, 'board', '/sys/class/dmi/id/board_serial')),
    ...(await macSigns(system)),
  ]
  return [...new Set(signs)].slice(0, signsMax)
}

async function macSigns(system: System): Promise<string[]> {
  const cards = await system.readFolder('/sys/class/net')
  if (!cards.ok) return []
  const signs: string[] = []
  for (const card of cards.value.slice(0, addressesMax)) {
    const device = await system.fileStatus(`/sys/class/net/${card}/device`)
    if (!device.ok || device.value === null) continue
    signs.push(...(await signFrom(system, 'mac', `/sys/class/net/${card}/address`)))
  }
  return signs.sort()
}

async function signFrom(system: System, kind: string, path: string): Promise<string[]> {
  const read = await system.readFile(path, { bytesMax: 200 })
  const value = read.ok ? read.value.trim().toLowerCase() : ''
  return isUnset(value) ? [] : [signOf(kind, value)]
}

/** One sign: `kind:` and SHA-256 of `kind:value`, cut to 16 hexadecimal digits. */
export function signOf(kind: string, value: string): string {
  return `${kind}:${createHash('sha256').update(`${kind}:${value}`).digest('hex').slice(0, 16)}`
}

/** Placeholders seen in the field on many machines at once; see also the lists of GLPI and Fleet. */
const unsetValues = new Set([
  'default string',
  'to be filled by o.e.m.',
  'system serial number',
  'not specified',
  'not applicable',
  'none',
  'n/a',
  'o.e.m.',
  '03000200-0400-0500-0006-000700080009',
])

function isUnset(value: string): boolean {
  if (value.length < 4 || unsetValues.has(value)) return true
  return /^(.)\1*$/.test(value.replaceAll(/[^0-9a-z]/g, ''))
}
