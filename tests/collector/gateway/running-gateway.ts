import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:https'
import { join } from 'node:path'
import pino from 'pino'
import { openDeviceChecks } from '#collector/device-checks.ts'
import { createEvents } from '#collector/events.ts'
import type { Ingest, Store } from '#collector/deps.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { GatewayLimits } from '#collector/gateway/admission.ts'
import type { OfferedCatalogue } from '#collector/gateway/catalogue-parts.ts'
import { createGateway, type Gateway } from '#collector/gateway/gateway.ts'
import { createIngest } from '#collector/ingest.ts'
import { openAuthority, type Authority } from '#collector/pki/authority.ts'
import { productContext } from '#domain/context.ts'
import type { LiveEvent } from '#protocol/views.ts'
import { createAgency } from '#store/agencies.ts'
import { openStore } from '#store/open.ts'
import { createToken } from '#store/tokens.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

/** A gateway as the collector runs it, on a port of its own: real TLS, real ingest, a real database. */
export type RunningGateway = {
  readonly port: number
  readonly store: Store
  readonly ingest: Ingest
  readonly gateway: Gateway
  readonly authority: Authority
  readonly events: readonly LiveEvent[]
  readonly clock: { offsetMs: number }
  /** The signed catalogue that it offers. */
  readonly held: { catalogue: OfferedCatalogue | null }
  /** Codes of refused frames, as the metrics are told them. */
  readonly refused: readonly RefusalCode[]
  readonly deviceChecks: { reload(): Promise<void> }
  readonly agencyId: string
  now(): number
  makeToken(usesMax?: number, validForMs?: number): Promise<{ id: string; secret: string }>
  stop(): Promise<void>
}

export async function startGateway(limits: Partial<GatewayLimits> = {}): Promise<RunningGateway> {
  const folder = await temporaryFolder()
  const log = pino({ level: 'silent' })
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const authority = await openAuthority({
    folder: join(folder.path, 'authority'),
    address: 'localhost:1',
    browserCertificate: null,
    nowMs: now(),
  })
  const store = await openStore({ url: null, file: join(folder.path, 'khien.sqlite'), log })
  const events = createEvents(log)
  const seen: LiveEvent[] = []
  events.subscribe((event) => seen.push(event))
  const ingest = createIngest({ store, now, context: () => productContext, events, log })
  const server = createServer(authority.tlsOptions, (_, answer) => answer.writeHead(404).end())
  const { pins } = authority
  const parts = { store, ingest, pins, now, random: Math.random, randomBytes, events, log }
  const held: { catalogue: OfferedCatalogue | null } = { catalogue: null }
  const refused: RefusalCode[] = []
  const deviceChecks = await openDeviceChecks({ store, now, events, log })
  const gateway = createGateway({
    ...parts,
    limits,
    catalogue: () => held.catalogue,
    releases: { offerTo: () => null, partFor: () => Promise.resolve(null) },
    deviceChecks,
    countRefused: (code) => refused.push(code),
  })
  deviceChecks.subscribe(() => gateway.tellDeviceChecks())
  gateway.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  const by = () => ({
    actor: 'command',
    address: null,
    nowMs: now(),
    newId: randomUUID,
    randomBytes,
  })
  const agency = await createAgency(
    store.db,
    { name: 'Sở Y tế', kind: 'agency', isSample: false },
    by(),
  )
  async function makeToken(usesMax = 10, validForMs = 3_600_000) {
    const expiresMs = now() + validForMs
    const made = await createToken(store.db, { agencyId: agency.id, usesMax, expiresMs }, by())
    return { id: made.token.id, secret: made.secret }
  }
  async function stop() {
    deviceChecks.close()
    await gateway.close()
    await ingest.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await store.close()
    await folder.remove()
  }
  const { port } = address
  const shown = {
    deviceChecks,
    agencyId: agency.id,
    events: seen,
    clock,
    held,
    refused,
    now,
    makeToken,
    stop,
  }
  return { port, store, ingest, gateway, authority, ...shown }
}
