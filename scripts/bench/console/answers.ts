import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { sessionView } from '#protocol/views.ts'

/** How long answers took, in milliseconds, over all that were asked for. */
export type Latency = { readonly p50Ms: number; readonly p99Ms: number; readonly count: number }
export type SignedIn = { readonly port: number; readonly cookie: string; readonly agent: Agent }

type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly elapsedMs: number
}

/** Signs in over a connection that is kept, as a browser does. */
export async function signInAt(
  port: number,
  account: { readonly name: string; readonly password: string },
): Promise<SignedIn> {
  // The collector of a benchmark is the one that this process started, on loopback.
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false })
  const body = JSON.stringify(account)
  const answer = await ask({ port, agent, cookie: '' }, '/api/session', body)
  const [cookie = ''] = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '')
  if (sessionView.parse(JSON.parse(answer.body)).user === null) throw new Error('not signed in')
  return { port, agent, cookie }
}

/** Asks for each path in turn, one answer at a time, `rounds` times. */
export async function latencyOf(
  as: SignedIn,
  paths: readonly string[],
  rounds: number,
): Promise<Latency> {
  const seen: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const path of paths) {
      const { status, elapsedMs } = await ask(as, path)
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      seen.push(elapsedMs)
    }
  }
  return { p50Ms: quantile(seen, 0.5), p99Ms: quantile(seen, 0.99), count: seen.length }
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
}

function ask(as: SignedIn, path: string, body?: string): Promise<Answer> {
  const startedMs = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: 'localhost',
        port: as.port,
        path,
        agent: as.agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { cookie: as.cookie, ...(body && { 'content-type': 'application/json' }) },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
            elapsedMs: performance.now() - startedMs,
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
