import * as fc from 'fast-check'
import type { Facts, ProbeId, Reading } from '#protocol/facts/registry.ts'
import { strongRebootSigns } from '#protocol/facts/patches.ts'
import { aMomentMs, anUnknown, flag, maybe, moment, orNull, someOf, word } from './arbitraries.ts'
import { antivirus, malware, remoteAccess } from './protection-readings.ts'
import { serviceDefaults } from './service-readings.ts'

export { aMomentMs }

/** A reading that carries these facts. */
export function knownReading<Id extends ProbeId>(_probe: Id, facts: Facts<Id>): Reading<Id> {
  return { state: 'known', facts }
}

const release = fc.constantFrom(
  { distribution: 'debian', version: '11', edition: null },
  { distribution: 'debian', version: '12', edition: null },
  { distribution: 'ubuntu', version: '20.04', edition: null },
  { distribution: 'almalinux', version: '9.4', edition: null },
  { distribution: 'arch', version: null, edition: null },
  { distribution: 'windows', version: '8.1', edition: 'Professional' },
  { distribution: 'windows', version: '10-22h2', edition: 'Core' },
  { distribution: 'windows', version: '11-24h2', edition: 'EnterpriseS' },
  { distribution: 'windows-server', version: '2019', edition: 'ServerStandard' },
)

const os: fc.Arbitrary<Facts<'os'>> = fc
  .record({
    platform: fc.constantFrom('linux', 'windows', 'macos'),
    name: word,
    build: orNull(
      fc.record({ number: fc.constantFrom(19_045, 26_100, 26_200), revision: fc.nat(9_000) }),
    ),
    kernel: word,
    architecture: fc.constantFrom('x64', 'arm64'),
    hostname: word,
    installation: maybe(fc.constantFrom('server', 'client', 'container', 'wsl')),
    activation: maybe(
      orNull(fc.constantFrom('activated', 'grace', 'notification', 'not-activated')),
    ),
    supportPrograms: maybe(fc.subarray(['ubuntu-pro', 'esu'])),
  })
  .chain((facts) => release.map((chosen) => ({ ...facts, ...chosen })))

const hardware: fc.Arbitrary<Facts<'hardware'>> = fc.record({
  manufacturer: maybe(orNull(word)),
  model: maybe(orNull(word)),
  serial: maybe(orNull(word)),
  assetTag: maybe(orNull(word)),
  chassis: maybe(fc.constantFrom('desktop', 'laptop', 'server', 'virtual', 'container', 'other')),
  cpu: maybe(fc.record({ model: word, cores: fc.integer({ min: 1, max: 256 }) })),
  memoryBytes: maybe(fc.nat()),
  disks: maybe(someOf(fc.record({ name: word, model: orNull(word), sizeBytes: fc.nat() }))),
  interfaces: maybe(
    someOf(
      fc.record({
        name: word,
        mac: orNull(fc.constant('02:00:00:00:00:01')),
        isPhysical: flag,
        addresses: someOf(fc.constantFrom('10.1.2.3', '192.168.1.9/24', 'fe80::1', '2001:db8::1')),
      }),
    ),
  ),
})

const patches: fc.Arbitrary<Facts<'patches'>> = fc.record({
  manager: fc.constantFrom('apt', 'dnf', 'zypper', 'windows-update'),
  securityUpdatesAvailable: maybe(fc.constantFrom(0, 0, 1, 68)),
  securityPackages: someOf(word),
  securityLists: maybe(
    someOf(
      fc.record({
        name: word,
        releasedAtMs: orNull(moment),
        validUntilMs: orNull(moment),
        fetchedAtMs: orNull(moment),
      }),
      2,
    ),
  ),
  lastUpgradeAtMs: maybe(orNull(moment)),
  rebootReasons: maybe(fc.subarray([...strongRebootSigns])),
  weakRebootSigns: maybe(fc.subarray(['file-renames' as const])),
  automaticUpdates: maybe(fc.constantFrom('on', 'off')),
  windows: orNull(
    fc.record({
      cumulativeUpdate: maybe(
        orNull(fc.record({ kb: orNull(fc.constant('KB5068861')), installedAtMs: moment })),
      ),
      lastSearchAtMs: maybe(orNull(moment)),
      lastInstallAtMs: maybe(orNull(moment)),
      wsusServer: maybe(orNull(word)),
    }),
  ),
})

const firewall: fc.Arbitrary<Facts<'firewall'>> = fc.record({
  state: maybe(fc.constantFrom('on', 'off')),
  incomingDefault: maybe(fc.constantFrom('drop', 'reject', 'accept')),
  frontEnds: someOf(
    fc.record({
      tool: fc.constantFrom('nftables', 'ufw', 'firewalld', 'iptables', 'windows', 'other'),
      isEnabled: maybe(flag),
      incomingRules: maybe(fc.nat(40)),
    }),
  ),
  profiles: someOf(
    fc.record({
      name: fc.constantFrom('domain', 'private', 'public'),
      state: maybe(fc.constantFrom('on', 'on', 'off')),
      isByPolicy: flag,
      isActive: maybe(flag),
    }),
    3,
  ),
})

const ports: fc.Arbitrary<Facts<'ports'>> = someOf(
  fc.record({
    transport: fc.constantFrom('tcp', 'udp'),
    address: fc.constantFrom('0.0.0.0', '127.0.0.1', '10.1.2.3'),
    port: fc.oneof(fc.constantFrom(22, 23, 445, 3306, 6379), fc.integer({ min: 1, max: 65_535 })),
    exposure: fc.constantFrom('loopback', 'link-local', 'lan', 'any', 'public'),
    program: maybe(orNull(word)),
    service: maybe(orNull(word)),
  }),
).chain((listeners) =>
  fc
    .constantFrom(0, 0, 300)
    .map((more) => ({ listeners, listenersTotal: listeners.length + more })),
)

const factoryPasswords = fc.record({
  rules: fc.constant('2026-11-22'),
  accounts: someOf(
    fc.record({
      account: fc.constantFrom('root', 'pi'),
      rule: maybe(orNull(fc.constantFrom('kali', 'vagrant'))),
    }),
  ),
})

const accounts: fc.Arbitrary<Facts<'accounts'>> = fc
  .record({
    accounts: someOf(
      fc.record({
        name: fc.constantFrom('root', 'person-1', 'vendor', 'kiosk'),
        kind: fc.constantFrom('system', 'vendor', 'person'),
        isAdministrator: flag,
        canSignIn: flag,
        password: maybe(fc.constantFrom('set', 'set', 'empty', 'not-required', 'locked', 'none')),
        scheme: maybe(orNull(fc.constantFrom('yescrypt', 'sha512', 'des'))),
      }),
    ),
    automaticLogins: maybe(
      someOf(
        fc.record({
          source: word,
          account: fc.constantFrom('root', 'kiosk', 'stranger'),
          hasStoredPassword: flag,
        }),
        2,
      ),
    ),
    passwordlessSudo: maybe(
      someOf(
        fc.record({
          subject: fc.constantFrom('root', 'person-1', '%sudo'),
          scope: fc.constantFrom('all', 'narrow'),
        }),
        2,
      ),
    ),
    ssh: maybe(
      orNull(
        fc.record({
          permitsEmptyPasswords: flag,
          permitsRootLogin: fc.constantFrom('yes', 'no', 'keys-only', 'forced-commands-only'),
        }),
      ),
    ),
  })
  .chain((facts) =>
    fc
      .record({
        more: fc.constantFrom(0, 0, 200),
        found: fc.option(maybe(factoryPasswords), { nil: undefined }),
      })
      .map(({ more, found }) => ({
        ...facts,
        accountsTotal: facts.accounts.length + more,
        ...(found === undefined ? {} : { factoryPasswords: found }),
      })),
  )

const agent: fc.Arbitrary<Facts<'agent'>> = fc.record({
  version: word,
  runtime: word,
  lastDay: orNull(
    fc.record({
      day: fc.constant('2026-11-21'),
      cpuMs: fc.nat(),
      memoryBytesMax: fc.nat(),
      sentBytes: fc.nat(),
      snapshots: fc.nat(2_000),
    }),
  ),
})

const neighbours = fc
  .array(
    fc.record({
      mac: fc.constantFrom('00:1b:17:00:01:30', '44:47:cc:01:02:03', 'b4:2e:99:0a:0b:0c'),
      address: fc.ipV4(),
      isGateway: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((found) => ({ networks: ['192.168.1.0/24'], neighbours: found, total: found.length }))

/** Facts of each probe, as wild as its schema allows within reason. */
const someFacts: { readonly [Id in ProbeId]: fc.Arbitrary<Facts<Id>> } = {
  os,
  hardware,
  patches,
  antivirus,
  malware,
  firewall,
  ports,
  accounts,
  'remote-access': remoteAccess,
  'service-defaults': serviceDefaults,
  agent,
  neighbours,
}

/** A reading of one probe: mostly facts, sometimes that it could not look. */
export function aReading<Id extends ProbeId>(probe: Id): fc.Arbitrary<Reading<Id>> {
  const known = someFacts[probe].map((facts): Reading<Id> => knownReading(probe, facts))
  return fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: anUnknown })
}
