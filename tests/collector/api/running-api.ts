import type { FastifyInstance, InjectOptions } from 'fastify'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { hashPassword } from '#collector/api/passwords.ts'
import type { Contexts, Events, SignInWays, Store } from '#collector/deps.ts'
import { openContexts } from '#collector/contexts.ts'
import { createEvents } from '#collector/events.ts'
import { openAuthority } from '#collector/pki/authority.ts'
import { openDocumentSigner } from '#collector/pki/document-signer.ts'
import { createMetrics } from '#collector/metrics.ts'
import { createIngest } from '#collector/ingest.ts'
import { createScriptReports } from '#collector/gateway/script-reports.ts'
import { createShelf } from '#collector/packages/shelf.ts'
import { createServer } from '#collector/server.ts'
import { createUpkeep } from '#collector/upkeep.ts'
import { encodeJoin } from '#protocol/join.ts'
import { csrfHeader } from '#protocol/routes.ts'
import type { Role } from '#protocol/access.ts'
import { sessionView } from '#protocol/views.ts'
import { openStore } from '#store/open.ts'
import { createUser } from '#store/users.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { seededNowMs } from '#tests/support/seed.ts'

export const password = 'một mật khẩu đủ dài'
export const host = 'khien.example:8443'

/** The API as the collector runs it, over an empty database and with a clock that a test turns. */
export type RunningApi = {
  readonly app: FastifyInstance
  readonly store: Store
  readonly events: Events
  readonly contexts: Contexts
  readonly clock: { nowMs: number }
  /** Hosts that the gateway would say are connected; asking them is written down. */
  readonly connected: Set<string>
  readonly asked: string[]
  /** Reports that wait, and the jobs that are told of. */
  readonly queue: { depth: number }
  readonly jobs: { id: string; nextMs: number | null }[]
  readonly logged: string[]
  readonly packagesFolder: string
  stop(): Promise<void>
}

/** What a browser holds after signing in. */
export type SignedIn = { readonly cookie: string; readonly csrf: string }

export async function startApi(
  options: {
    webFolder?: string
    liveHeartbeatMs?: number
    catalogueKeys?: string[]
    signInWays?: SignInWays
    deviceCheckKeys?: readonly string[]
    /** Already open; absent: a file of its own. */
    store?: Store
  } = {},
): Promise<RunningApi> {
  const folder = await temporaryFolder()
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) })
  const clock = { nowMs: seededNowMs }
  const now = () => clock.nowMs
  const file = join(folder.path, 'khien.db')
  const store = options.store ?? (await openStore({ url: null, file, log }))
  const authority = await openAuthority({
    folder: join(folder.path, 'authority'),
    address: 'localhost:1',
    browserCertificate: null,
    nowMs: Date.now(),
  })
  const events = createEvents(log)
  const contexts = await openContexts({ store, log })
  const connected = new Set<string>()
  const asked: string[] = []
  const queue = { depth: 0 }
  const jobs: { id: string; nextMs: number | null }[] = []
  const [pin, nextPin] = authority.pins
  const context = () => contexts.current()
  const ingest = createIngest({ store, now, context, events, log })
  const packagesFolder = join(folder.path, 'packages')
  const app = await createServer({
    store,
    events,
    contexts,
    catalogueKeys: options.catalogueKeys ?? [],
    reloadReleases: () => Promise.resolve(),
    deviceCheckKeys: options.deviceCheckKeys ?? [],
    reloadDeviceChecks: () => Promise.resolve(),
    connections: {
      isConnected: (id) => connected.has(id),
      connectedIds: () => [...connected],
      ask: (id) => connected.has(id) && asked.push(id) > 0,
    },
    now,
    newId: randomUUID,
    randomBytes,
    log,
    provinceId: 'quang-ngai',
    joinOf: (token) => encodeJoin({ address: host, token, pins: [pin, nextPin] }),
    longReads: null,
    scriptReports: createScriptReports({ store, ingest, randomBytes }),
    upkeep: createUpkeep({
      dataFolder: folder.path,
      ingest: { depth: () => queue.depth },
      authority,
      metrics: createMetrics(),
      jobs: () => jobs,
    }),
    packages: createShelf(packagesFolder),
    signInWays: options.signInWays ?? { directory: null, provider: null },
    documentSigner: await openDocumentSigner(join(folder.path, 'authority'), Date.now()),
    version: '0.1.0',
    startedMs: clock.nowMs,
    tls: authority.tlsOptions,
    webFolder: options.webFolder ?? join(folder.path, 'no-web'),
    ...(options.liveHeartbeatMs === undefined ? {} : { liveHeartbeatMs: options.liveHeartbeatMs }),
  })
  await app.ready()
  const stop = async () => {
    await app.close()
    await ingest.close()
    await contexts.close()
    await store.close()
    await folder.remove()
  }
  const shown = { connected, asked, queue, jobs, logged, packagesFolder, stop }
  return { app, store, events, contexts, clock, ...shown }
}

/** Adds somebody and signs in; an agency role names its agency. */
export async function signInAs(
  api: RunningApi,
  role: Role,
  ...[name = role, agencyId = null]: [name?: string, agencyId?: string | null]
) {
  const by = { actor: 'command', address: null, nowMs: api.clock.nowMs, newId: randomUUID }
  const passwordHash = await hashPassword(password)
  await createUser(api.store.db, { name, passwordHash, role, agencyId }, by)
  const answer = await trySignIn(api, { name, password })
  const cookie = answer.cookies[0]
  const { csrf } = sessionView.parse(answer.json())
  if (!cookie || csrf === null) throw new Error(`not signed in: ${answer.body}`)
  return { cookie: `${cookie.name}=${cookie.value}`, csrf } satisfies SignedIn
}

export function trySignIn(
  { app }: RunningApi,
  body: { name: string; password: string },
  headers: Readonly<Record<string, string>> = {},
) {
  return app.inject({ method: 'POST', url: '/api/session', headers: { host, ...headers }, body })
}

/** Calls the API as a browser that signed in would. */
export function call(api: RunningApi, as: SignedIn | null, request: InjectOptions) {
  const headers = as ? { cookie: as.cookie, [csrfHeader]: as.csrf } : {}
  return api.app.inject({ ...request, headers: { host, ...headers, ...request.headers } })
}
