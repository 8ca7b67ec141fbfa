import { pino } from 'pino'
import { signerOf } from '#agent/identity.ts'
import type { Target } from '#agent/trust.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { privateKeyFrom } from '#scripts/fleet/synthetic-host.ts'
import type { HostId } from '#protocol/values.ts'
import { openLoadClient, type LoadClient } from '../load-client.ts'
import { framesFor } from '../messages.ts'
import { latencyOf, signInAt, type Latency } from './answers.ts'
import { measureFirstScreen, type FirstScreen } from './first-screen.ts'
import { openLoad } from './paced-load.ts'

const rounds = 100
const connections = 200

export type ConsoleFigures = {
  /** By what was asked for: nothing else going on, and while half of the reports that it can take come in. */
  readonly answers: Readonly<Record<string, { readonly idle: Latency; readonly loaded: Latency }>>
  readonly reportsPerSecondMax: number
  readonly firstScreen: FirstScreen
}

/** How fast the console answers on a collector that runs on this machine. */
export async function measureConsole(options: {
  readonly port: number
  readonly account: { readonly name: string; readonly password: string }
  readonly hostId: HostId
  readonly target: Target
  readonly token: string
}): Promise<ConsoleFigures> {
  const { port, account } = options
  const paths = {
    scorecard: ['/api/overview'],
    'page of hosts': [
      '/api/hosts',
      '/api/hosts?sort=hostname',
      '/api/hosts?control=patched&state=unmet',
      '/api/hosts?q=so%20y%20te',
    ],
    host: [`/api/hosts/${options.hostId}`],
  }
  const as = await signInAt(port, account)
  const idle = await eachOf(paths, (asked) => latencyOf(as, asked, rounds))
  const firstScreen = await measureFirstScreen(port, account)
  const clients = await openClients(options)
  const frames = sampleProvince(connections, 2).map((host) => framesFor(host))
  const sequences = frames.map(() => 0)
  const load = await openLoad(clients, (index) => {
    const sequence = (sequences[index] = (sequences[index] ?? 0) + 1)
    return frames[index]?.('delta', sequence) ?? ''
  })
  const under = load.at(0.5)
  const loaded = await eachOf(paths, (asked) => latencyOf(as, asked, rounds))
  await under.stop()
  for (const client of clients) client.close()
  as.agent.destroy()
  const answers = Object.fromEntries(
    Object.keys(paths).map((name) => {
      const nothing = { p50Ms: NaN, p99Ms: NaN }
      return [name, { idle: idle[name] ?? nothing, loaded: loaded[name] ?? nothing }]
    }),
  )
  return { answers, reportsPerSecondMax: load.perSecondMax, firstScreen }
}

async function eachOf(
  paths: Readonly<Record<string, readonly string[]>>,
  measure: (asked: readonly string[]) => Promise<Latency>,
): Promise<Readonly<Record<string, Latency>>> {
  const found: Record<string, Latency> = {}
  for (const [name, asked] of Object.entries(paths)) found[name] = await measure(asked)
  return found
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
