import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { Detection } from '#protocol/facts/malware.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import { unknown, type EpochMs } from '#protocol/values.ts'
import type { Machine } from './machine.ts'
import type { Random } from './random.ts'

const untold = unknown('not-supported', 'no documented way to read it')

/** How much of itself a product tells: all, or only what Windows Security Center knows of it. */
type SampleProduct = {
  readonly product: string
  readonly name: string
  readonly reader: AntivirusProduct['reader']
  readonly kind: 'subscription' | 'built-in' | 'free' | null
}

const told = (
  product: string,
  name: string,
  reader: AntivirusProduct['reader'],
): SampleProduct => ({ product, name, reader, kind: 'subscription' })
/** `product` is the name itself where no catalogue knows it. */
const bySecurityCenter = (product: string, name: string): SampleProduct => ({
  product,
  name,
  reader: 'security-center',
  kind: null,
})

const defender: SampleProduct = {
  product: 'microsoft-defender',
  name: 'Microsoft Defender Antivirus',
  reader: 'defender',
  kind: 'built-in',
}
const clamav: SampleProduct = { product: 'clamav', name: 'ClamAV', reader: 'clamav', kind: 'free' }

/** What agencies may have bought; the weights are a guess, the last two are names that nobody knows. */
const windowsProducts: readonly (readonly [number, SampleProduct])[] = [
  [26, told('kaspersky-kes', 'Kaspersky Endpoint Security for Windows', 'kaspersky')],
  [18, told('eset', 'ESET Endpoint Antivirus', 'eset-windows')],
  [20, bySecurityCenter('bkav-endpoint', 'Bkav Endpoint')],
  [8, bySecurityCenter('cmc', 'CMC Antivirus')],
  [24, defender],
  [2, bySecurityCenter('Diệt virus Tâm An 2026', 'Diệt virus Tâm An 2026')],
  [2, bySecurityCenter('SafeGuard Total', 'SafeGuard Total')],
]

/** The antivirus of a made-up machine, and what it recorded of malware. */
export function sampleProtection(machine: Machine): {
  antivirus: Facts<'antivirus'>
  malware: Facts<'malware'>
} {
  const { host, system, random } = machine
  const isWindows = system.os.platform === 'windows'
  const isCared = random.chance(0.55 + host.agency.care * 0.43)
  if (!isCared && random.chance(isWindows ? 0.2 : 0.6)) {
    return withRecords(machine, isWindows && !system.isServer ? [idleDefender(machine)] : [])
  }
  const chosen = isWindows ? random.weighted(windowsProducts) : clamav
  const product = sampleProduct(machine, chosen, isCared)
  const isBeside = isWindows && !system.isServer && chosen !== defender
  return withRecords(machine, isBeside ? [product, idleDefender(machine)] : [product])
}

function sampleProduct(
  { random, hourStartMs }: Machine,
  { product, name, reader, kind }: SampleProduct,
  isCared: boolean,
): AntivirusProduct {
  const ageDays = isCared ? random.between(0, 3) : random.between(4, 300)
  const isExpired = !isCared && random.chance(0.4)
  const isByCenter = reader === 'security-center'
  return {
    product,
    name,
    version: isByCenter ? untold : `${random.between(10, 12)}.${random.between(0, 9)}`,
    isRunning: isCared || random.chance(0.7),
    realTime: isCared ? 'on' : random.pick(['off', 'snoozed', 'expired', 'on'] as const),
    reader,
    signaturesAtMs: isByCenter ? untold : hourStartMs - ageDays * dayMs,
    signaturesBySelf: reader === 'clamav' ? null : ageDays > 7 ? 'old' : 'current',
    tamperProtection: reader === 'defender' ? isCared : null,
    licence: licence({ kind, isExpired, random, hourStartMs }),
    source: 'sample data',
  }
}

function licence(of: {
  kind: SampleProduct['kind']
  isExpired: boolean
  random: Random
  hourStartMs: EpochMs
}): AntivirusProduct['licence'] {
  if (of.kind === null) return untold
  if (of.kind !== 'subscription') return { kind: of.kind, validUntilMs: null, isValid: true }
  const days = of.isExpired ? -of.random.between(5, 400) : of.random.between(20, 700)
  return {
    kind: 'subscription',
    validUntilMs: of.hourStartMs + days * dayMs,
    isValid: !of.isExpired,
  }
}

/** Beside another product the one of Windows stands by: that is normal and no finding. */
function idleDefender({ random, hourStartMs }: Machine): AntivirusProduct {
  return {
    product: defender.product,
    name: defender.name,
    version: untold,
    isRunning: false,
    realTime: 'off',
    reader: 'security-center',
    signaturesAtMs: hourStartMs - random.between(0, 90) * dayMs,
    signaturesBySelf: 'old',
    tamperProtection: untold,
    licence: { kind: 'built-in', validUntilMs: null, isValid: true },
    source: 'sample data',
  }
}

const threats = [
  'HackTool:Win32/AutoKMS',
  'Trojan:Win32/Wacatac.B!ml',
  'Worm:VBS/Jenxcus!lnk',
  'PUA:Win32/Keygen',
] as const
const places = [
  'C:\\Users\\-\\Downloads\\setup.exe',
  'E:\\autorun.inf',
  'C:\\Windows\\Temp\\kms.exe',
] as const

/** Only some products keep a record that can be read; of the others nobody knows what they found. */
function withRecords(machine: Machine, products: readonly AntivirusProduct[]) {
  const { host, random } = machine
  const records = products.map(({ product, reader }) => ({
    product,
    isRead: reader === 'defender' || reader === 'clamav' ? (true as const) : untold,
  }))
  const recorder = records.find(({ isRead }) => isRead === true)
  const hasFound = recorder !== undefined && random.chance(0.16 - host.agency.care * 0.1)
  const detections = hasFound
    ? Array.from({ length: random.between(1, 3) }, () => detection(machine, recorder.product))
    : []
  return {
    antivirus: { products: [...products] },
    malware: {
      records,
      detections: detections.toSorted((left, right) => right.detectedAtMs - left.detectedAtMs),
      detectionsTotal: detections.length,
    },
  }
}

function detection({ host, random, hourStartMs }: Machine, product: string): Detection {
  const isHandled = random.chance(0.4 + host.agency.care * 0.5)
  return {
    product,
    threat: random.pick(threats),
    detectedAtMs: hourStartMs - random.between(1, 29 * 24) * hourMs,
    outcome: random.pick(
      isHandled
        ? (['quarantined', 'removed', 'blocked'] as const)
        : (['not-handled', 'allowed'] as const),
    ),
    place: random.pick(places),
  }
}
