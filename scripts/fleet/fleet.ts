import type { Logger } from 'pino'
import type { JoinTicket } from '#protocol/join.ts'
import { limits } from '#protocol/limits.ts'
import { toggledListener } from './listeners.ts'
import type { SampleHost } from './province.ts'
import { seededRandom, type Random } from './random.ts'
import { sampleReadings } from './readings.ts'
import { SyntheticHost, type HostMemory } from './synthetic-host.ts'

export type FleetProgress = {
  connected: number
  hosts: number
  reports: number
  failures: number
  /** The last thing that went wrong, as its code or message. */
  lastFailure: string | null
}

export type FleetOptions = {
  readonly hosts: readonly SampleHost[]
  readonly seed: number
  /** The join ticket of a host's agency. */
  joinOf(host: SampleHost): JoinTicket
  /** What earlier runs left: the same seed goes on as the same hosts. Changed in place. */
  readonly memories: Map<number, HostMemory>
  readonly connectPerSecond: number
  /** Changes per second over the whole fleet, each a small report. */
  readonly changesPerSecond: number
  readonly signal: AbortSignal
  readonly log: Logger
  onProgress(progress: FleetProgress): void
}

/** Connects a fleet, keeps it reporting, and ends when the signal says so. Talks to nothing but its collector. */
export async function runFleet(options: FleetOptions): Promise<FleetProgress> {
  const progress: FleetProgress = {
    connected: 0,
    hosts: options.hosts.length,
    reports: 0,
    failures: 0,
    lastFailure: null,
  }
  const members = options.hosts.map((host) => ({ host, synthetic: synthesize(host, options) }))
  const count = () => {
    progress.connected = members.filter(({ synthetic }) => synthetic.isConnected()).length
    options.onProgress(progress)
  }
  const shown = setInterval(count, 500)
  const beats = setInterval(() => {
    for (const { synthetic } of members) if (synthetic.isConnected()) synthetic.heartbeat()
  }, limits.heartbeatMs)

  const run: Run = { members, options, progress, random: seededRandom(options.seed) }
  await connectAll(run)
  await keepChanging(run)
  clearInterval(shown)
  clearInterval(beats)
  count()
  for (const { synthetic } of members) synthetic.close()
  return progress
}

type Member = { readonly host: SampleHost; readonly synthetic: SyntheticHost }
type Run = {
  readonly members: readonly Member[]
  readonly options: FleetOptions
  readonly progress: FleetProgress
  readonly random: Random
}

function synthesize(host: SampleHost, options: FleetOptions): SyntheticHost {
  const memory = options.memories.get(host.index) ?? { session: 0, ticket: null }
  options.memories.set(host.index, memory)
  return new SyntheticHost({
    keyText: `fleet ${options.seed} ${host.index}`,
    hostname: host.hostname,
    readings: host.neverReports ? {} : sampleReadings(host, Date.now()),
    memory,
    log: options.log,
  })
}

/** Spreads the handshakes: a province does not switch its machines on within one second. */
async function connectAll(run: Run): Promise<void> {
  const { members, options } = run
  const everyMs = 1000 / options.connectPerSecond
  const opening: Promise<void>[] = []
  for (const member of members) {
    if (options.signal.aborted) return
    opening.push(connect(member, run))
    await pause(everyMs, options.signal)
  }
  await Promise.all(opening)
}

async function connect({ host, synthetic }: Member, { options, progress }: Run): Promise<void> {
  const join = options.joinOf(host)
  try {
    await synthetic.connect(join, join.token)
    if (host.neverReports) return synthetic.close()
    progress.reports += 1
  } catch (error) {
    failed(progress, error)
  }
}

/** Opens and closes ports here and there, and brings back whoever lost the connection. */
async function keepChanging(run: Run): Promise<void> {
  const { members, options, random } = run
  const reporting = members.filter(({ host }) => !host.neverReports)
  while (!options.signal.aborted) {
    // A fleet may be so small that none of it reports.
    const member = reporting.length > 0 ? random.pick(reporting) : null
    if (member?.synthetic.isConnected()) await change(member, run)
    else if (member) await connect(member, run)
    await pause(1000 / options.changesPerSecond, options.signal)
  }
}

async function change(member: Member, { random, progress }: Run): Promise<void> {
  const { ports } = sampleReadings(member.host, Date.now())
  if (ports?.state !== 'known') return
  try {
    const facts = toggledListener(ports.facts, random)
    await member.synthetic.report({ ports: { state: 'known', facts } })
    progress.reports += 1
  } catch (error) {
    failed(progress, error)
  }
}

function failed(progress: FleetProgress, error: unknown): void {
  progress.failures += 1
  progress.lastFailure = error instanceof Error ? error.message : String(error)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
