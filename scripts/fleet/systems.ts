import type { Facts } from '#protocol/facts/registry.ts'
import type { SampleHost } from './province.ts'
import type { Random } from './random.ts'

export type SampleSystem = { os: Facts<'os'>; isServer: boolean }

type Release = {
  name: string
  distribution: string
  version: string
  edition: string | null
  build: { number: number; revision: number } | null
  kernel: string
  isServer: boolean
}

const windows = (version: string, name: string, number: number): Release => ({
  name,
  distribution: 'windows',
  version,
  edition: 'Professional',
  build: { number, revision: 4000 },
  kernel: `10.0.${number}`,
  isServer: false,
})
const server = (version: string, number: number): Release => ({
  ...windows(version, `Windows Server ${version} Standard`, number),
  edition: 'ServerStandard',
  distribution: 'windows-server',
  isServer: true,
})
const linux = (distribution: string, version: string, name: string): Release => ({
  name,
  distribution,
  version,
  edition: null,
  build: null,
  kernel: '6.1.0-28-amd64',
  isServer: distribution === 'debian',
})

/** Roughly what agencies run; the weights are a guess, not a measurement. */
const releases: readonly (readonly [number, Release])[] = [
  [44, windows('11-25h2', 'Windows 11 Pro 25H2', 26_200)],
  [10, windows('11-24h2', 'Windows 11 Pro 24H2', 26_100)],
  [22, windows('10-22h2', 'Windows 10 Pro 22H2', 19_045)],
  [
    5,
    {
      ...windows('10-21h2-e-lts', 'Windows 10 Enterprise LTSC 2021', 19_044),
      edition: 'EnterpriseS',
    },
  ],
  [4, windows('7-sp1', 'Windows 7 Professional SP1', 7_601)],
  [4, server('2019', 17_763)],
  [3, server('2022', 20_348)],
  [2, server('2012-r2', 9_600)],
  [3, linux('ubuntu', '22.04', 'Ubuntu 22.04.5 LTS')],
  [2, linux('ubuntu', '24.04', 'Ubuntu 24.04.3 LTS')],
  [1, linux('debian', '12', 'Debian GNU/Linux 12 (bookworm)')],
]

export function sampleSystem(host: SampleHost, random: Random): SampleSystem {
  const release = random.weighted(releases)
  const isWindows = release.build !== null
  return {
    isServer: release.isServer,
    os: {
      platform: isWindows ? 'windows' : 'linux',
      name: release.name,
      distribution: release.distribution,
      version: release.version,
      edition: release.edition,
      build: release.build && { ...release.build, revision: random.between(3000, 7000) },
      kernel: release.kernel,
      architecture: 'x64',
      hostname: host.hostname,
      installation: release.isServer ? 'server' : 'client',
      supportPrograms: [],
    },
  }
}
