import { pino } from 'pino'
import { signerOf } from '#agent/identity.ts'
import type { Target } from '#agent/trust.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { privateKeyFrom } from '#scripts/fleet/synthetic-host.ts'
import type { HostId } from '#protocol/values.ts'
import { openLoadClient, type LoadClient } from '../load-client.ts'
import { framesFor } from '../messages.ts'
import { cpuOf } from '../cpu.ts'
import { latencyOf, signInAt, type Latency } from './answers.ts'
import { measureFirstScreen, type FirstScreen } from './first-screen.ts'
import { openLoad } from './paced-load.ts'

const rounds = 1_000
/** In these a collector that was just started still compiles what it runs; they are not counted. */
const warmUpRounds = 50
const connections = 200

type Idle = Latency & {
  /** Processor time of the collector for one answer, its threads included; what it does beside that is in it too. */
  readonly cpuMs: number
}
type Answered = { readonly name: string; readonly idle: Idle; readonly loaded: Latency }

export type ConsoleFigures = {
  /** By what was asked for: nothing else going on, and while half of the reports that it can take come in. */
  readonly answers: readonly Answered[]
  readonly reportsPerSecondMax: number
  readonly firstScreen: FirstScreen
}

type Running = {
  readonly pid: number
  readonly port: number
  readonly account: { readonly name: string; readonly password: string }
  readonly hostId: HostId
  readonly target: Target
  readonly token: string
}

/** How fast the console answers on a collector that runs on this machine. */
export async function measureConsole(options: Running): Promise<ConsoleFigures> {
  const { pid, port, account } = options
  const paths = pathsOf(options)
  const as = await signInAt(port, account)
  const idle = new Map<string, Idle>()
  for (const [name, asked] of paths) {
    await latencyOf(as, asked, warmUpRounds)
    const before = await cpuOf(pid)
    const latency = await latencyOf(as, asked, rounds)
    const cpuMs = ((await cpuOf(pid)).ownMs - before.ownMs) / latency.count
    idle.set(name, { ...latency, cpuMs })
  }
  const firstScreen = await measureFirstScreen(port, account)
  const { load, close } = await openReports(options)
  const under = load.at(0.5)
  const answers: Answered[] = []
  for (const [name, asked] of paths) {
    const loaded = await latencyOf(as, asked, rounds)
    answers.push({ name, loaded, idle: idle.get(name) ?? { ...loaded, cpuMs: NaN } })
  }
  await under.stop()
  close()
  as.agent.destroy()
  return { answers, reportsPerSecondMax: load.perSecondMax, firstScreen }
}

/** What is asked for; the first tells nothing of hosts and is what any answer costs on this machine at this time. */
function pathsOf({ hostId }: Running): ReadonlyMap<string, readonly string[]> {
  const pages = ['/api/hosts', '/api/hosts?sort=hostname', '/api/hosts?control=patched&state=unmet']
  return new Map([
    ['who is signed in', ['/api/session']],
    ['scorecard', ['/api/overview']],
    ['page of hosts', pages],
    ['page, a search', ['/api/hosts?q=so%20y%20te']],
    ['host', [`/api/hosts/${hostId}`]],
  ])
}

/** Agents that report changes, from as many hosts as there are connections. */
async function openReports(options: Running) {
  const clients = await openClients(options)
  const frames = sampleProvince(connections, 2).map((host) => framesFor(host))
  const sequences = frames.map(() => 0)
  const load = await openLoad(clients, (index) => {
    const sequence = (sequences[index] = (sequences[index] ?? 0) + 1)
    return frames[index]?.('delta', sequence) ?? ''
  })
  const close = () => {
    for (const client of clients) client.close()
  }
  return { load, close }
}

async function openClients(options: {
  readonly target: Target
  readonly token: string
}): Promise<readonly LoadClient[]> {
  const clients: LoadClient[] = []
  for (let index = 0; index < connections; index += 1) {
    const { hostId: _, ...signer } = signerOf(privateKeyFrom(`console bench ${index}`))
    clients.push(
      await openLoadClient(options.target, {
        signer,
        agentVersion: '0.1.0',
        hardwareSigns: [],
        enrolment: { token: options.token, hostname: `bench-${index}` },
        clock: { now: Date.now, steadyMs: () => performance.now() },
        log: pino({ level: 'silent' }),
        store: { nextSession: () => 1, ticket: () => null, keepWelcome: () => {} },
      }),
    )
  }
  return clients
}
