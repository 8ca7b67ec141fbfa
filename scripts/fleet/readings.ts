import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import type { Facts, Readings } from '#protocol/facts/registry.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { unknown, type EpochMs } from '#protocol/values.ts'
import { sampleListeners } from './listeners.ts'
import type { SampleHost } from './province.ts'
import { seededRandom, type Random } from './random.ts'
import { sampleSystem, type SampleSystem } from './systems.ts'

/** What every made-up answer follows from. */
type Machine = {
  readonly host: SampleHost
  readonly system: SampleSystem
  readonly random: Random
  readonly hourStartMs: EpochMs
}

/** What the probes of a made-up machine answer at `nowMs`; dates lie in its past, everything else follows its seed. */
export function sampleReadings(host: SampleHost, nowMs: EpochMs): Readings {
  const random = seededRandom(host.seed)
  const system = sampleSystem(host, random)
  const hourStartMs = Math.floor(nowMs / hourMs) * hourMs
  const machine: Machine = { host, system, random, hourStartMs }
  return {
    os: { state: 'known', facts: system.os },
    hardware: { state: 'known', facts: hardware(machine) },
    patches: random.chance(0.03)
      ? unknown('timed-out', 'update history did not answer in 60 s')
      : { state: 'known', facts: patches(machine) },
    antivirus: { state: 'known', facts: antivirus(machine) },
    firewall: { state: 'known', facts: firewall(machine) },
    ports: { state: 'known', facts: sampleListeners(system, random) },
    accounts: { state: 'known', facts: accounts(machine) },
    agent: {
      state: 'known',
      facts: { version: '0.1.0', runtime: 'v24.21.0', lastDay: null },
    },
  }
}

function hardware({ host, system, random }: Machine): Facts<'hardware'> {
  const [manufacturer, model] = random.pick([
    ['Dell Inc.', 'OptiPlex 3080'],
    ['HP', 'ProDesk 400 G7'],
    ['LENOVO', 'ThinkCentre M70s'],
    ['FPT ELEAD', 'M525'],
    ['ASUSTeK COMPUTER INC.', 'D500MA'],
  ] as const)
  return {
    manufacturer,
    model: system.isServer ? 'PowerEdge R450' : model,
    serial: random.hex(7).toUpperCase(),
    assetTag: null,
    chassis: system.isServer ? 'server' : random.chance(0.2) ? 'laptop' : 'desktop',
    cpu: { model: 'Intel(R) Core(TM) i5-10500', cores: random.pick([4, 6, 8]) },
    memoryBytes: random.pick([4, 8, 8, 16]) * 2 ** 30,
    disks: [{ name: 'disk0', model: 'SSD', sizeBytes: random.pick([256, 512]) * 1_000_000_000 }],
    interfaces: [
      {
        name: 'eth0',
        mac: ['00', '1b', '21', random.hex(2), random.hex(2), random.hex(2)].join(':'),
        isPhysical: true,
        addresses: [host.address],
      },
    ],
  }
}

const windowsUpdates = ['KB5044285', 'KB5046633']
const linuxUpdates = ['openssl', 'linux-image-amd64', 'curl']

function patches({ host, system, random, hourStartMs }: Machine): Facts<'patches'> {
  const isWindows = system.os.platform === 'windows'
  const isCared = random.chance(host.agency.care)
  const pending = isCared ? 0 : random.between(1, 40)
  const listsAgeDays = isCared ? random.between(0, 2) : random.between(0, 40)
  return {
    manager: isWindows ? 'windows-update' : 'apt',
    securityUpdatesAvailable: pending,
    securityPackages: pending > 0 ? [random.pick(isWindows ? windowsUpdates : linuxUpdates)] : [],
    securityLists: [
      {
        name: isWindows ? 'Windows Update' : 'security',
        releasedAtMs: null,
        validUntilMs: null,
        fetchedAtMs: hourStartMs - listsAgeDays * dayMs,
      },
    ],
    lastUpgradeAtMs: hourStartMs - random.between(1, isCared ? 30 : 400) * dayMs,
    rebootReasons: random.chance(0.12) ? ['packages'] : [],
    automaticUpdates: random.chance(0.8) ? 'on' : 'off',
  }
}

type SampleProduct = { product: string; name: string; kind: 'subscription' | 'built-in' | 'free' }

const paid = (product: string, name: string): SampleProduct => ({
  product,
  name,
  kind: 'subscription',
})
const windowsProducts: readonly (readonly [number, SampleProduct])[] = [
  [30, paid('kaspersky-endpoint-security', 'Kaspersky Endpoint Security')],
  [22, paid('eset-endpoint', 'ESET Endpoint Antivirus')],
  [20, paid('bkav-endpoint', 'Bkav Endpoint')],
  [10, paid('cmc-endpoint', 'CMC Endpoint Security')],
  [18, { product: 'microsoft-defender', name: 'Microsoft Defender Antivirus', kind: 'built-in' }],
]
const linuxProduct: SampleProduct = { product: 'clamav', name: 'ClamAV', kind: 'free' }

function antivirus({ host, system, random, hourStartMs }: Machine): Facts<'antivirus'> {
  const isCared = random.chance(0.55 + host.agency.care * 0.43)
  if (!isCared && random.chance(0.35)) return { products: [] }
  const { product, name, kind } =
    system.os.platform === 'windows' ? random.weighted(windowsProducts) : linuxProduct
  const isExpired = !isCared && random.chance(0.4)
  const found: AntivirusProduct = {
    product,
    name,
    version: random.chance(0.9) ? `${random.between(10, 12)}.${random.between(0, 9)}` : null,
    isRunning: isCared || random.chance(0.7),
    realTime: isCared ? 'on' : random.pick(['off', 'snoozed', 'expired', 'on'] as const),
    signaturesAtMs: hourStartMs - (isCared ? random.between(0, 3) : random.between(4, 300)) * dayMs,
    licence: licence({ kind, isExpired, random, hourStartMs }),
    source: 'sample data',
  }
  return { products: [found] }
}

function licence(of: {
  kind: SampleProduct['kind']
  isExpired: boolean
  random: Random
  hourStartMs: EpochMs
}): AntivirusProduct['licence'] {
  if (of.kind !== 'subscription') return { kind: of.kind, validUntilMs: null, isValid: true }
  if (of.random.chance(0.04))
    return unknown('not-supported', 'no reader for the licence of this product')
  const days = of.isExpired ? -of.random.between(5, 400) : of.random.between(20, 700)
  return {
    kind: 'subscription',
    validUntilMs: of.hourStartMs + days * dayMs,
    isValid: !of.isExpired,
  }
}

function firewall({ host, system, random }: Machine): Facts<'firewall'> {
  const state = random.chance(0.5 + host.agency.care * 0.45) ? 'on' : 'off'
  const isWindows = system.os.platform === 'windows'
  return {
    state,
    incomingDefault: state === 'on' ? 'drop' : 'accept',
    frontEnds: [
      {
        tool: isWindows ? 'windows' : 'ufw',
        isEnabled: state === 'on' || random.chance(0.3),
        incomingRules: state === 'on' ? random.between(4, 40) : 0,
      },
    ],
    profiles: isWindows
      ? (['domain', 'private', 'public'] as const).map((name) => ({
          name,
          state,
          isByPolicy: false,
        }))
      : [],
  }
}

function accounts({ host, system, random }: Machine): Facts<'accounts'> {
  const isWeak = random.chance(0.1 * (1.1 - host.agency.care))
  const builtIn = system.os.platform === 'windows' ? 'Administrator' : 'root'
  return {
    accounts: [
      {
        name: builtIn,
        kind: 'system',
        isAdministrator: true,
        canSignIn: isWeak || random.chance(0.2),
        password: isWeak ? 'empty' : 'set',
        scheme: null,
      },
      {
        name: `person-${random.hex(8)}`,
        kind: 'person',
        isAdministrator: random.chance(0.3),
        canSignIn: true,
        password: 'set',
        scheme: null,
      },
    ],
    accountsTotal: 2,
    automaticLogins: isWeak && random.chance(0.5) ? [{ source: 'winlogon', account: builtIn }] : [],
    passwordlessSudo: [],
    ssh: null,
  }
}
