import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Target } from '#agent/trust.ts'
import { signerOf } from '#agent/identity.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { privateKeyFrom } from '#scripts/fleet/synthetic-host.ts'
import { cpuOf, median } from './cpu.ts'
import { openLoadClient, type LoadClient } from './load-client.ts'
import { framesFor, messageKinds, type MessageKind } from './messages.ts'

export type PipelineFigures = Record<
  MessageKind,
  { bytes: number; bareUs: number; pipelineUs: number; share: number }
>

type Server = { readonly pid: number; readonly clients: readonly LoadClient[] }

const rounds = 3

/**
 * CPU time per message of the collector beside a bare TLS WebSocket that only acknowledges, both loaded in turn
 * by the same client with frames of the same size, one message under way per connection.
 */
export async function measurePipeline(options: {
  collector: { pid: number; target: Target; token: string }
  connections: number
  messages: number
  log: Logger
}): Promise<PipelineFigures> {
  const bare = await startBare()
  try {
    const servers = {
      bare: {
        pid: bare.pid,
        clients: await openAll(options, () => openLoadClient(bare.target, null)),
      },
      pipeline: {
        pid: options.collector.pid,
        clients: await openAll(options, (index) => openCollectorClient(options, index)),
      },
    }
    return await measureAll(servers, options)
  } finally {
    bare.process.kill()
  }
}

async function measureAll(
  servers: { bare: Server; pipeline: Server },
  options: { connections: number; messages: number },
): Promise<PipelineFigures> {
  const hosts = sampleProvince(options.connections, 1)
  const frames = hosts.map((host) => framesFor(host))
  const sequences = hosts.map(() => 0)
  const seen = Object.fromEntries(
    messageKinds.map((kind) => [kind, { bare: [] as number[], pipeline: [] as number[] }]),
  ) as Record<MessageKind, { bare: number[]; pipeline: number[] }>

  const frameOf = (kind: MessageKind) => (index: number) => {
    const sequence = (sequences[index] = (sequences[index] ?? 0) + 1)
    return frames[index]?.(kind, sequence) ?? ''
  }
  // One round to warm both up, which is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const kind of messageKinds) {
      for (const name of ['bare', 'pipeline'] as const) {
        const cpuUs = await loadOnce(servers[name], frameOf(kind), options.messages)
        if (round > 0) seen[kind][name].push(cpuUs)
      }
    }
  }
  const entries = messageKinds.map((kind) => {
    const [bareUs, pipelineUs] = [median(seen[kind].bare), median(seen[kind].pipeline)]
    const bytes = Buffer.byteLength(frames[0]?.(kind, 1) ?? '')
    return [kind, { bytes, bareUs, pipelineUs, share: bareUs / pipelineUs }]
  })
  return Object.fromEntries(entries) as PipelineFigures
}

/** CPU microseconds of the server per message, over `messages` on all its connections together. */
async function loadOnce(
  server: Server,
  frameOf: (index: number) => string,
  messages: number,
): Promise<number> {
  const before = await cpuOf(server.pid)
  const each = Math.ceil(messages / server.clients.length)
  await Promise.all(
    server.clients.map(async (client, index) => {
      for (let sent = 0; sent < each; sent += 1) {
        const answer = await client.exchange(frameOf(index))
        if (!answer.startsWith('{"type":"ack"')) throw new Error(`not acknowledged: ${answer}`)
      }
    }),
  )
  const after = await cpuOf(server.pid)
  return ((after.ownMs - before.ownMs) * 1000) / (each * server.clients.length)
}

/** Opens connections one after the other: handshakes are not what is measured. */
async function openAll(
  { connections }: { connections: number },
  open: (index: number) => Promise<LoadClient>,
): Promise<LoadClient[]> {
  const clients: LoadClient[] = []
  for (let index = 0; index < connections; index += 1) clients.push(await open(index))
  return clients
}

function openCollectorClient(
  options: { collector: { target: Target; token: string }; log: Logger },
  index: number,
): Promise<LoadClient> {
  const { hostId: _, ...signer } = signerOf(privateKeyFrom(`bench ${index}`))
  return openLoadClient(options.collector.target, {
    signer,
    agentVersion: '0.1.0',
    hardwareSigns: [],
    enrolment: { token: options.collector.token, hostname: `bench-${index}` },
    clock: { now: Date.now, steadyMs: () => performance.now() },
    log: options.log,
    store: { nextSession: () => 1, ticket: () => null, keepWelcome: () => {} },
  })
}

async function startBare(): Promise<{ process: ChildProcess; pid: number; target: Target }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()))
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)))
  })
  const { port, pin } = JSON.parse(line) as { port: number; pin: string }
  return {
    process: child,
    pid: child.pid ?? 0,
    target: { address: `127.0.0.1:${port}`, pins: [pin, pin] },
  }
}
