import * as fc from 'fast-check'
import type { HostFacts, Observed } from '#domain/control.ts'
import { probeIds, type Facts, type ProbeId } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type EpochMs, type Unknown } from '#protocol/values.ts'
import { aMomentMs, aReading, knownReading } from './readings.ts'

const hourMs = 3_600_000

/** The facts of a machine with which nothing is wrong: Debian 13, an antivirus that runs, a firewall that drops. */
export const healthyFacts: { readonly [Id in ProbeId]: Facts<Id> } = {
  os: {
    platform: 'linux',
    name: 'Debian GNU/Linux 13 (trixie)',
    distribution: 'debian',
    version: '13',
    edition: null,
    build: null,
    kernel: '6.12.0-amd64',
    architecture: 'x64',
    hostname: 'may-tram-01',
    installation: 'client',
    activation: null,
    supportPrograms: [],
  },
  hardware: {
    manufacturer: 'Dell Inc.',
    model: 'OptiPlex 7010',
    serial: 'ABC1234',
    assetTag: null,
    chassis: 'desktop',
    cpu: { model: 'Intel Core i5', cores: 4 },
    memoryBytes: 8 * 2 ** 30,
    disks: [{ name: 'sda', model: null, sizeBytes: 256 * 10 ** 9 }],
    interfaces: [
      { name: 'eth0', mac: '02:00:00:00:00:01', isPhysical: true, addresses: ['10.1.2.3'] },
    ],
  },
  patches: {
    manager: 'apt',
    securityUpdatesAvailable: 0,
    securityPackages: [],
    securityLists: [
      {
        name: 'trixie-security',
        releasedAtMs: aMomentMs - 10 * hourMs,
        validUntilMs: null,
        fetchedAtMs: aMomentMs - 5 * hourMs,
      },
    ],
    lastUpgradeAtMs: aMomentMs - 24 * hourMs,
    rebootReasons: [],
    weakRebootSigns: [],
    automaticUpdates: 'on',
    windows: null,
  },
  antivirus: {
    products: [
      {
        product: 'kesl',
        name: 'Kaspersky Endpoint Security for Linux',
        version: '12.3',
        isRunning: true,
        realTime: 'on',
        reader: 'kesl',
        signaturesAtMs: aMomentMs - 24 * hourMs,
        signaturesBySelf: null,
        tamperProtection: null,
        licence: { kind: 'subscription', validUntilMs: null, isValid: true },
        source: 'kesl-control --app-info',
      },
    ],
  },
  malware: {
    records: [{ product: 'kesl', isRead: true }],
    detections: [],
    detectionsTotal: 0,
  },
  firewall: {
    state: 'on',
    incomingDefault: 'drop',
    frontEnds: [{ tool: 'nftables', isEnabled: true, incomingRules: 6 }],
    profiles: [],
  },
  ports: {
    listeners: [
      {
        transport: 'tcp',
        address: '0.0.0.0',
        port: 22,
        exposure: 'any',
        program: 'sshd',
        service: null,
      },
    ],
    listenersTotal: 1,
  },
  accounts: {
    accounts: [
      {
        name: 'root',
        kind: 'system',
        isAdministrator: true,
        canSignIn: true,
        password: 'set',
        scheme: 'yescrypt',
      },
    ],
    accountsTotal: 1,
    automaticLogins: [],
    passwordlessSudo: [],
    ssh: { permitsEmptyPasswords: false, permitsRootLogin: 'no' },
  },
  'remote-access': { smb1Server: 'absent', remoteDesktop: null, tools: [] },
  'service-defaults': { services: [] },
  agent: { version: '0.1.0', runtime: 'node 24', lastDay: null },
  neighbours: { networks: ['192.168.1.0/24'], neighbours: [], total: 0 },
}

/** How a Windows 11 with which nothing is wrong differs from that: Defender, a current cumulative update. */
export const healthyWindows = {
  os: {
    platform: 'windows',
    name: 'Windows 11 Pro 25H2',
    distribution: 'windows',
    version: '11-25h2',
    edition: 'Professional',
    build: { number: 26_200, revision: 7_171 },
    kernel: '10.0.26200.7171',
    activation: 'activated',
  },
  patches: {
    manager: 'windows-update',
    securityUpdatesAvailable: unknown('not-supported'),
    securityLists: unknown('not-supported'),
    windows: {
      cumulativeUpdate: { kb: 'KB5068861', installedAtMs: aMomentMs - 8 * 24 * hourMs },
      lastSearchAtMs: aMomentMs - 24 * hourMs,
      lastInstallAtMs: aMomentMs - 8 * 24 * hourMs,
      wsusServer: null,
    },
  },
  antivirus: {
    products: [
      {
        product: 'microsoft-defender',
        name: 'Microsoft Defender Antivirus',
        version: '4.18.25100.9008',
        isRunning: true,
        realTime: 'on',
        reader: 'defender',
        signaturesAtMs: aMomentMs - 24 * hourMs,
        signaturesBySelf: 'current',
        tamperProtection: true,
        licence: { kind: 'built-in', validUntilMs: null, isValid: true },
        source: 'root/Microsoft/Windows/Defender:MSFT_MpComputerStatus',
      },
    ],
  },
  malware: { records: [{ product: 'microsoft-defender', isRead: true }] },
  firewall: {
    frontEnds: [{ tool: 'windows', isEnabled: true, incomingRules: 40 }],
    profiles: (['domain', 'private', 'public'] as const).map((name) => ({
      name,
      state: 'on',
      isByPolicy: false,
      isActive: name === 'private',
    })),
  },
  accounts: { ssh: null },
  'remote-access': { smb1Server: 'off' },
} as const satisfies Differences

/** All that is known of a healthy Windows machine, but for these differences. */
export function aWindowsHost(
  differences: Differences = {},
  observedAtMs: EpochMs = aMomentMs,
): HostFacts {
  const merged = probeIds.map((probe) => {
    const difference = differences[probe] ?? {}
    const isWhole = difference === 'never' || isUnknown(difference)
    return { [probe]: isWhole ? difference : { ...healthyWindowsOf(probe), ...difference } }
  })
  return aHost(Object.assign({}, ...merged), observedAtMs)
}

function healthyWindowsOf(probe: ProbeId): object {
  const windows: { readonly [Id in ProbeId]?: object } = healthyWindows
  return windows[probe] ?? {}
}

/** What a host differs in from the healthy one; `never`: that probe has not answered. */
export type Differences = { readonly [Id in ProbeId]?: Partial<Facts<Id>> | Unknown | 'never' }

/** All that is known of a healthy host, but for these differences. */
export function aHost(differences: Differences = {}, observedAtMs: EpochMs = aMomentMs): HostFacts {
  return Object.assign(
    {},
    ...probeIds.map((probe) => observedOf(probe, differences[probe] ?? {}, observedAtMs)),
  )
}

function observedOf<Id extends ProbeId>(
  probe: Id,
  difference: Partial<Facts<Id>> | Unknown | 'never',
  observedAtMs: EpochMs,
): HostFacts {
  if (difference === 'never') return {}
  const reading = isUnknown(difference)
    ? difference
    : knownReading(probe, { ...healthyFacts[probe], ...difference })
  return { [probe]: { reading, observedAtMs } }
}

/** Probes of a machine as wild as the schemas allow; some may be missing, unknown or old. */
const wildHost: fc.Arbitrary<HostFacts> = fc.record(
  {
    os: anObserved('os'),
    hardware: anObserved('hardware'),
    patches: anObserved('patches'),
    antivirus: anObserved('antivirus'),
    malware: anObserved('malware'),
    firewall: anObserved('firewall'),
    ports: anObserved('ports'),
    accounts: anObserved('accounts'),
    'remote-access': anObserved('remote-access'),
    agent: anObserved('agent'),
    neighbours: anObserved('neighbours'),
  },
  { requiredKeys: [] },
)

/** A healthy machine of which one or two probes answer wildly: verdicts near the edge of met. */
const nearlyHealthyHost: fc.Arbitrary<HostFacts> = fc
  .tuple(
    fc.constantFrom(aHost(), aWindowsHost()),
    wildHost,
    fc.subarray([...probeIds], { minLength: 1, maxLength: 2 }),
  )
  .map(([healthy, wild, probes]) => {
    const kept = Object.entries(wild).filter(([id]) => probes.some((probe) => probe === id))
    return { ...healthy, ...Object.fromEntries(kept) }
  })

/** Any host that the schemas allow, half of them nearly healthy. */
export const anyHost: fc.Arbitrary<HostFacts> = fc.oneof(wildHost, nearlyHealthyHost)

function anObserved<Id extends ProbeId>(probe: Id): fc.Arbitrary<Observed<Id>> {
  return fc.record({
    reading: aReading(probe),
    observedAtMs: fc
      .oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2_000 }))
      .map((hours) => aMomentMs - hours * hourMs),
  })
}
