import { hourMs } from '#protocol/facts/spec.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type EpochMs } from '#protocol/values.ts'
import type { SampleHost } from './province.ts'
import type { Random } from './random.ts'
import { sampleUpdate, type SampleUpdate } from './windows-updates.ts'

export type SampleSystem = {
  readonly os: Facts<'os'>
  readonly isServer: boolean
  /** Null: not Windows. */
  readonly update: SampleUpdate | null
}

type Release = {
  name: string
  distribution: string
  version: string
  edition: string | null
  build: number | null
  kernel: string
  isServer: boolean
  /** Nobody publishes updates for it any more. */
  isOld: boolean
}

const windows = (version: string, name: string, build: number): Release => ({
  name,
  distribution: 'windows',
  version,
  edition: 'Professional',
  build,
  kernel: `10.0.${build}`,
  isServer: false,
  isOld: false,
})
const server = (version: string, name: string, build: number): Release => ({
  ...windows(version, `Windows Server ${name} Standard`, build),
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
  isOld: false,
})
const ended = (release: Release, kernel: string): Release => ({ ...release, kernel, isOld: true })

/** Roughly what agencies run; the weights are a guess, not a measurement. */
const releases: readonly (readonly [number, Release])[] = [
  [44, windows('11-25h2', 'Windows 11 Pro 25H2', 26_200)],
  [10, windows('11-24h2', 'Windows 11 Pro 24H2', 26_100)],
  [22, windows('10-22h2', 'Windows 10 Pro 22H2', 19_045)],
  [
    5,
    {
      ...windows('10-21h2', 'Windows 10 Enterprise LTSC 2021', 19_044),
      edition: 'EnterpriseS',
    },
  ],
  [4, ended(windows('7', 'Windows 7 Professional', 7_601), '6.1.7601')],
  [4, server('2019', '2019', 17_763)],
  [3, server('2022', '2022', 20_348)],
  [2, ended(server('2012-r2', '2012 R2', 9_600), '6.3.9600')],
  [3, linux('ubuntu', '22.04', 'Ubuntu 22.04.5 LTS')],
  [2, linux('ubuntu', '24.04', 'Ubuntu 24.04.3 LTS')],
  [1, linux('debian', '12', 'Debian GNU/Linux 12 (bookworm)')],
]

/** The system of a made-up machine, with the update revision that its care would have brought it to by now. */
export function sampleSystem(host: SampleHost, random: Random, nowMs: EpochMs): SampleSystem {
  const release = random.weighted(releases)
  const { build: number, isServer, isOld } = release
  const care = isOld ? 0 : host.agency.care
  const hourStartMs = Math.floor(nowMs / hourMs) * hourMs
  const update =
    number === null
      ? null
      : sampleUpdate({ build: number, care, isOld, random, nowMs: hourStartMs })
  return {
    isServer,
    update,
    os: {
      platform: number === null ? 'linux' : 'windows',
      name: release.name,
      distribution: release.distribution,
      version: release.version,
      edition: release.edition,
      build: number === null || update === null ? null : { number, revision: update.revision },
      kernel: update === null ? release.kernel : `${release.kernel}.${update.revision}`,
      architecture: 'x64',
      hostname: host.hostname,
      installation: isServer ? 'server' : 'client',
      activation: number === null ? null : activation(host, random),
      supportPrograms: programs(release, random),
    },
  }
}

function activation({ agency }: SampleHost, random: Random): Facts<'os'>['activation'] {
  if (random.chance(0.03)) return unknown('timed-out', 'licensing')
  if (random.chance(0.55 + agency.care * 0.42)) return 'activated'
  return random.pick(['notification', 'grace', 'not-activated'] as const)
}

/** Some agencies have bought the extended updates of Windows 10. */
function programs({ version }: Release, random: Random): Facts<'os'>['supportPrograms'] {
  if (version !== '10-22h2') return []
  if (random.chance(0.05)) return unknown('timed-out', 'licensing')
  return random.chance(0.25) ? ['esu'] : []
}
