import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import type { CimInstance } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { numberOf, textOf } from '../windows/cim.ts'

type FrontEnd = Facts<'firewall'>['frontEnds'][number]

const othersMax = 7

/**
 * Firewalls of other makers that stand in Security Center. A server has no Security Center: none is
 * found there.
 */
export async function readOtherFirewalls(system: System): Promise<Maybe<FrontEnd[]>> {
  const products = await system.cim('firewall-products')
  if (!products.ok) {
    const isServer = products.because === 'not-supported'
    return isServer ? [] : unknownFrom(products, 'firewalls in Security Center')
  }
  const found: FrontEnd[] = []
  for (const product of products.value.slice(0, othersMax)) {
    const isOn = await readIsOn(system, product)
    found.push({ tool: 'other', isEnabled: isOn, incomingRules: notCounted })
  }
  return found
}

const notCounted = unknown('not-supported', 'rules of another maker')

/**
 * Bits 12 to 15 of productState: 0 off, 1 on, 2 snoozed, 3 expired. Security Center keeps the rows
 * of removed products, so one whose program is gone proves nothing.
 * Source: not documented by Microsoft; the decoding that public lists agree on. Not checked on a
 * real machine.
 */
async function readIsOn(system: System, product: CimInstance): Promise<Maybe<boolean>> {
  const state = numberOf(product, 'productState')
  if (isUnknown(state)) return state
  if (state === null || state < 0 || state > 0xff_ffff) {
    return unknown('not-understood', 'productState')
  }
  const nibble = (state >> 12) & 0xf
  if (nibble > 3) return unknown('not-understood', 'productState')
  if (nibble !== 1) return false
  return (await isProgramGone(system, product)) ? unknown('stale', 'its program is gone') : true
}

async function isProgramGone(system: System, product: CimInstance): Promise<boolean> {
  const path = textOf(product, 'pathToSignedProductExe')
  if (isUnknown(path) || path === null || !/^[a-z]:\\/i.test(path)) return false
  const status = await system.fileStatus(path)
  return status.ok && status.value === null
}
