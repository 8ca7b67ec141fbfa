import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { runFleet, type FleetProgress } from './fleet.ts'
import { joinSampleAgencies } from './joins.ts'
import { readMemories, writeMemories } from './memory-file.ts'
import { sampleProvince } from './province.ts'

export type FleetArguments = {
  readonly hosts: number
  readonly seed: number
  readonly minutes: number
}

/** What a fleet may be asked for: load is bounded in count and in time. */
export const fleetMax = { hosts: 20_000, seed: 2_147_483_647, minutes: 24 * 60 } as const

/**
 * Runs a fleet against the collector of this machine's settings, shows its progress, and keeps what it must remember.
 * `beside` is done while it runs, from when its agencies stand: of SQLite a process can hold one writer open.
 */
export async function runFleetHere(
  fleet: FleetArguments,
  signal: AbortSignal,
  beside: () => Promise<void> = async () => {},
): Promise<void> {
  const hosts = sampleProvince(fleet.hosts, fleet.seed)
  const joinOf = await joinSampleAgencies(hosts)
  const dataDir = resolve(process.env['KHIEN_DATA_DIR'] || 'data')
  const file = join(dataDir, `fleet-${fleet.seed}.json`)
  const memories = await readMemories(file)
  const ending = AbortSignal.any([signal, AbortSignal.timeout(fleet.minutes * 60_000)])
  try {
    const running = runFleet({
      hosts,
      seed: fleet.seed,
      joinOf,
      memories,
      connectPerSecond: 100,
      changesPerSecond: 4,
      signal: ending,
      log: pino({ level: 'error' }),
      onProgress: show,
    })
    const [progress] = await Promise.all([running, beside()])
    process.stdout.write(`\n${sentence(progress)}\n`)
  } finally {
    await writeMemories(file, memories)
  }
}

/** One line that is written over on a terminal; elsewhere nothing until the end. */
function show(progress: FleetProgress): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${sentence(progress)}  `)
}

function sentence({ connected, hosts, reports, failures, lastFailure }: FleetProgress): string {
  const trouble = failures > 0 ? `, ${failures} failures (last: ${lastFailure})` : ''
  return `fleet: ${connected} of ${hosts} hosts connected, ${reports} reports${trouble}`
}
