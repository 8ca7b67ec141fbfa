import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { readText } from './registry.ts'

/** What kind of Windows was installed. */
export type ProductType = 'workstation' | 'server' | 'domain-controller'

const types: Readonly<Record<string, ProductType>> = {
  winnt: 'workstation',
  servernt: 'server',
  lanmannt: 'domain-controller',
}

/**
 * Workstation, server or domain controller. Source: Microsoft, ProductOptions\ProductType: WinNT,
 * ServerNT, LanmanNT. Not checked on a real machine.
 */
export async function readProductType(system: System): Promise<Maybe<ProductType>> {
  const path = 'SYSTEM\\CurrentControlSet\\Control\\ProductOptions'
  const name = await readText(system, path, 'ProductType')
  if (isUnknown(name)) return name
  const type = types[name?.toLowerCase() ?? '']
  return type ?? unknown('not-understood', 'ProductType')
}

/** Whether the accounts of this machine are those of a whole domain. */
export async function readIsDomainController(system: System): Promise<Maybe<boolean>> {
  const type = await readProductType(system)
  return isUnknown(type) ? type : type === 'domain-controller'
}
