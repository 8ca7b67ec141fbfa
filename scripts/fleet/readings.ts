import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import type { FactoryPasswords } from '#protocol/facts/factory-passwords.ts'
import type { Facts, Reading, Readings } from '#protocol/facts/registry.ts'
import { unknown, type EpochMs } from '#protocol/values.ts'
import { sampleProtection } from './antivirus.ts'
import { sampleListeners } from './listeners.ts'
import { neighboursIn } from './device-network.ts'
import type { Machine } from './machine.ts'
import type { SampleHost } from './province.ts'
import { seededRandom } from './random.ts'
import { sampleRemoteAccess } from './remote-access.ts'
import { sampleServices } from './service-defaults.ts'
import { sampleSystem } from './systems.ts'
import { sampleSearchMs } from './windows-updates.ts'

/** What the probes of a made-up machine answer at `nowMs`; dates lie in its past, everything else follows its seed. */
export function sampleReadings(host: SampleHost, nowMs: EpochMs): Readings {
  const random = seededRandom(host.seed)
  const system = sampleSystem(host, random, nowMs)
  const hourStartMs = Math.floor(nowMs / hourMs) * hourMs
  const machine: Machine = { host, system, random, hourStartMs }
  const { antivirus, malware } = sampleProtection(machine)
  const listeners = sampleListeners(system, random)
  return {
    os: { state: 'known', facts: system.os },
    hardware: { state: 'known', facts: hardware(machine) },
    patches: random.chance(0.03)
      ? unknown('timed-out', 'update history did not answer in 60 s')
      : { state: 'known', facts: patches(machine) },
    antivirus: { state: 'known', facts: antivirus },
    malware: { state: 'known', facts: malware },
    firewall: { state: 'known', facts: firewall(machine) },
    ports: { state: 'known', facts: listeners },
    accounts: { state: 'known', facts: accounts(machine) },
    'remote-access': { state: 'known', facts: sampleRemoteAccess(machine, listeners) },
    'service-defaults': { state: 'known', facts: sampleServices(machine) },
    neighbours: neighbours(host),
    agent: {
      state: 'known',
      facts: { version: '0.1.0', runtime: 'v24.21.0', lastDay: agentCost(machine) },
    },
  }
}

/** One machine in twelve stands in the network of its agency's devices. */
function neighbours({ agency, seed }: SampleHost): Reading<'neighbours'> {
  if (seed % 12 !== 0) return unknown('not-declared', 'KHIEN_NETWORKS')
  return { state: 'known', facts: neighboursIn(agency) }
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

const linuxUpdates = ['openssl', 'linux-image-amd64', 'curl']

function patches(machine: Machine): Facts<'patches'> {
  const { host, system, random, hourStartMs } = machine
  const isCared = random.chance(host.agency.care)
  const common = {
    rebootReasons: random.chance(0.12)
      ? [system.update === null ? ('packages' as const) : ('component-servicing' as const)]
      : [],
    weakRebootSigns: random.chance(0.2) ? ['file-renames' as const] : [],
    automaticUpdates: random.chance(0.8) ? ('on' as const) : ('off' as const),
  }
  if (system.update !== null) return { ...common, ...windowsPatches(machine, isCared) }
  const pending = isCared ? 0 : random.between(1, 40)
  return {
    ...common,
    manager: 'apt',
    securityUpdatesAvailable: pending,
    securityPackages: pending > 0 ? [random.pick(linuxUpdates)] : [],
    securityLists: [
      {
        name: 'security',
        releasedAtMs: null,
        validUntilMs: null,
        fetchedAtMs: hourStartMs - (isCared ? random.between(0, 2) : random.between(0, 40)) * dayMs,
      },
    ],
    lastUpgradeAtMs: hourStartMs - random.between(1, isCared ? 30 : 400) * dayMs,
    windows: null,
  }
}

function windowsPatches({ host, system, random, hourStartMs }: Machine, isCared: boolean) {
  const { update } = system
  const isHidden = update === null || random.chance(0.03)
  const lastInstallAtMs = update?.installedAtMs ?? null
  return {
    manager: 'windows-update' as const,
    securityUpdatesAvailable: unknown('not-supported', 'a search on this machine'),
    securityPackages: [],
    securityLists: unknown('not-supported', 'Windows keeps no lists'),
    lastUpgradeAtMs: lastInstallAtMs,
    windows: {
      cumulativeUpdate: isHidden
        ? unknown('not-readable', 'component servicing')
        : { kb: update.kb, installedAtMs: update.installedAtMs },
      lastSearchAtMs: sampleSearchMs(isCared, random, hourStartMs),
      lastInstallAtMs,
      wsusServer: host.agency.care > 0.9 ? 'wsus.tinh.mau.vn' : null,
    },
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
          isByPolicy: host.agency.care > 0.9,
          isActive: name === 'private',
        }))
      : [],
  }
}

function accounts({ host, system, random }: Machine): Facts<'accounts'> {
  const isWeak = random.chance(0.1 * (1.1 - host.agency.care))
  const isWindows = system.os.platform === 'windows'
  const builtIn = isWindows ? 'Administrator' : 'root'
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
        password: isWindows && random.chance(0.06) ? 'not-required' : 'set',
        scheme: null,
      },
    ],
    accountsTotal: 2,
    automaticLogins:
      isWeak && random.chance(0.5)
        ? [{ source: 'winlogon', account: builtIn, hasStoredPassword: random.chance(0.6) }]
        : [],
    passwordlessSudo: [],
    ssh: null,
    ...(isWindows ? {} : { factoryPasswords: comparedAccounts(isWeak ? [] : [builtIn]) }),
  }
}

function comparedAccounts(names: readonly string[]): FactoryPasswords {
  return { rules: '2026-11-22', accounts: names.map((account) => ({ account, rule: null })) }
}

/** Figures as the agent rounds them: powers of two. */
function agentCost({ random, hourStartMs }: Machine): Facts<'agent'>['lastDay'] {
  return {
    day: new Date(hourStartMs - dayMs).toISOString().slice(0, 10),
    cpuMs: random.pick([4096, 4096, 8192, 16_384]),
    memoryBytesMax: 2 ** random.pick([25, 26, 26]),
    sentBytes: 2 ** 17,
    snapshots: 128,
  }
}
