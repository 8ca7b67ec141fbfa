import { expect } from 'vitest'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import type { CimInstance } from '#agent/windows-system.ts'
import { antivirus as spec } from '#protocol/facts/antivirus.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type WindowsParts } from '../windows-machine.ts'

// Answers written from the documented formats: Microsoft's pages on AntiVirusProduct's public
// decoding, MSFT_MpComputerStatus and wscapi, and the values that GLPI Agent reads. None is a
// capture of a real machine.

export const on = 266_240
export const off = 262_144
export const nowMs = Date.UTC(2026, 10, 22)

export const defenderRow = {
  displayName: 'Windows Defender',
  instanceGuid: '{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}',
  productState: 397_568,
}
export const defenderStatus: CimInstance = {
  AMRunningMode: 'Normal',
  AMServiceEnabled: true,
  AMProductVersion: '4.18.26100.5',
  AntivirusEnabled: true,
  AntivirusSignatureAge: 1,
  AntivirusSignatureLastUpdated: '2026-11-21T03:10:00Z',
  DefenderSignaturesOutOfDate: false,
  IsTamperProtected: true,
  OnAccessProtectionEnabled: true,
  ProductStatus: 524_288,
  RealTimeProtectionEnabled: true,
}
export const client = {
  'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { InstallationType: 'Client' },
}
export const server = {
  'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { InstallationType: 'Server' },
}
export const noCenter = { because: 'not-supported', detail: '0x8004100e' } as const
export const timedOut = { because: 'timed-out', detail: 'powershell' } as const

export async function readAntivirus(parts: WindowsParts) {
  const facts = await antivirus(
    aWindowsMachine({ registry: client, services: [], processes: [], ...parts }),
    aLook({ nowMs }),
  )
  if (!isUnknown(facts)) spec.facts.parse(facts)
  return facts
}

export async function productsOf(parts: WindowsParts) {
  const facts = await readAntivirus(parts)
  if (isUnknown(facts)) throw new Error(`${facts.because}: ${facts.detail}`)
  return facts.products
}

export async function onlyProduct(parts: WindowsParts) {
  const [product, ...others] = await productsOf(parts)
  expect(others).toEqual([])
  if (!product) throw new Error('no product')
  return product
}

export const listed = (displayName: string, productState: CimInstance[string] = on) =>
  ({ 'antivirus-products': [{ displayName, productState }] }) as const

export const defender = (status: CimInstance, productState: number = defenderRow.productState) => ({
  cim: {
    'antivirus-products': [{ ...defenderRow, productState }],
    'defender-status': [{ ...defenderStatus, ...status }],
  },
})
