import * as fc from 'fast-check'
import type { HostFacts, Observed } from '#domain/control.ts'
import { probeIds, type Facts, type ProbeId } from '#protocol/facts/registry.ts'
import { isUnknown, type EpochMs, type Unknown } from '#protocol/values.ts'
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
    automaticUpdates: 'on',
  },
  antivirus: {
    products: [
      {
        product: 'kesl',
        name: 'Kaspersky Endpoint Security for Linux',
        version: '12.3',
        isRunning: true,
        realTime: 'on',
        signaturesAtMs: aMomentMs - 24 * hourMs,
        licence: { kind: 'subscription', validUntilMs: null, isValid: true },
        source: 'kesl-control --app-info',
      },
    ],
  },
  firewall: {
    state: 'on',
    incomingDefault: 'drop',
    frontEnds: [{ tool: 'nftables', isEnabled: true, incomingRules: 6 }],
    profiles: [],
  },
  ports: {
    listeners: [
      { transport: 'tcp', address: '0.0.0.0', port: 22, exposure: 'any', program: 'sshd' },
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
  agent: { version: '0.1.0', runtime: 'node 24', lastDay: null },
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

/** Any host that the schemas allow; probes may be missing, unknown or old. */
export const anyHost: fc.Arbitrary<HostFacts> = fc.record(
  {
    os: anObserved('os'),
    hardware: anObserved('hardware'),
    patches: anObserved('patches'),
    antivirus: anObserved('antivirus'),
    firewall: anObserved('firewall'),
    ports: anObserved('ports'),
    accounts: anObserved('accounts'),
    agent: anObserved('agent'),
  },
  { requiredKeys: [] },
)

function anObserved<Id extends ProbeId>(probe: Id): fc.Arbitrary<Observed<Id>> {
  return fc.record({
    reading: aReading(probe),
    observedAtMs: fc
      .oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2_000 }))
      .map((hours) => aMomentMs - hours * hourMs),
  })
}
