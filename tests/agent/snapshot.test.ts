import { createServer, type Server } from 'node:net'
import { expect, test, vi } from 'vitest'
import { probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { createProbeCache } from '#agent/probes/cache.ts'
import { snapshotAll, takeSnapshot, type SnapshotSource } from '#agent/snapshot.ts'
import { openSystem, type System } from '#agent/system.ts'
import { aLook, aMachine } from './machine.ts'

type Bug = { probe: ProbeId; error: unknown }

function sourceOf(system: System, bugs: Bug[] = []): SnapshotSource {
  const context = { ...aLook(), cache: createProbeCache() }
  const onBug = (probe: ProbeId, error: unknown) => bugs.push({ probe, error })
  return { system, context, now: () => Date.now(), onBug }
}

test('two snapshots of an idle machine differ in nothing', async () => {
  const source = sourceOf(openSystem())
  const steady = probeIds.filter((id) => id !== 'ports' && id !== 'service-defaults')
  const [first, second] = [await takeSnapshot(source, steady), await takeSnapshot(source, steady)]
  expect(second.map(({ body }) => body)).toEqual(first.map(({ body }) => body))
  expect(second.map(({ digest }) => digest)).toEqual(first.map(({ digest }) => digest))
})

test('a cache never changes an answer', async () => {
  const cached = sourceOf(openSystem())
  const { cache: _cache, ...context } = cached.context
  const plain = { ...cached, context }
  await takeSnapshot(cached, ['patches'])
  const [fromCache] = await takeSnapshot(cached, ['patches'])
  const [fresh] = await takeSnapshot(plain, ['patches'])
  expect(fromCache?.body).toBe(fresh?.body)
})

test('the ports and services of a quiet moment are the same twice', async () => {
  const source = sourceOf(openSystem())
  await vi.waitFor(
    async () => {
      const first = await takeSnapshot(source, ['ports', 'service-defaults'])
      const second = await takeSnapshot(source, ['ports', 'service-defaults'])
      expect(second.map(({ body }) => body)).toEqual(first.map(({ body }) => body))
    },
    { timeout: 20_000, interval: 300 },
  )
})

test('a listener shows with its program while it listens, and no longer', async () => {
  const source = sourceOf(openSystem())
  const server = await listening()
  const { port } = addressOf(server)
  expect(await listenersAt(source, port)).toEqual([
    {
      transport: 'tcp',
      address: '127.0.0.1',
      port,
      exposure: 'loopback',
      program: 'node',
      service: null,
    },
  ])
  await new Promise((done) => server.close(done))
  expect(await listenersAt(source, port)).toEqual([])
})

test('every probe of this machine answers in the form of its spec, within its limits', async () => {
  const bugs: Bug[] = []
  const entries = await snapshotAll(sourceOf(openSystem(), bugs))
  expect(entries.map(({ probe }) => probe)).toEqual(probeIds)
  expect(bugs).toEqual([])
  const bytes = entries.map(({ body }) => Buffer.byteLength(body))
  expect(Math.max(...bytes)).toBeLessThan(limits.readingBytesMax)
})

test('a probe that breaks is unknown and told as a bug; the others answer', async () => {
  const bugs: Bug[] = []
  const broken: System = {
    ...aMachine({}),
    readFile: () => Promise.reject(new Error('a mistake of ours')),
  }
  const entries = await takeSnapshot(sourceOf(broken, bugs), ['os', 'agent'])
  expect(entries.map(({ reading }) => reading)).toEqual([
    { state: 'unknown', because: 'not-understood', detail: 'the probe failed' },
    expect.objectContaining({ state: 'known' }),
  ])
  expect(bugs).toEqual([{ probe: 'os', error: new Error('a mistake of ours') }])
})

test('a reading that is larger than the wire takes is unknown', async () => {
  const addresses = Array.from({ length: 16 }, (_, index) => `${index}${'ế'.repeat(58)}`)
  const interfaces = Array.from({ length: limits.interfacesMax }, (_, index) => {
    return { name: `eth${index}`, mac: '02:00:00:00:00:01', isLoopback: false, addresses }
  })
  const [entry] = await takeSnapshot(sourceOf(aMachine({ interfaces })), ['hardware'])
  expect(entry?.reading).toMatchObject({ state: 'unknown', because: 'too-large' })
})

test('a machine of which nothing can be read is unknown everywhere and never clean', async () => {
  const bugs: Bug[] = []
  const entries = await snapshotAll(sourceOf(aMachine({}), bugs))
  const states = Object.fromEntries(entries.map(({ probe, reading }) => [probe, reading.state]))
  expect(states).toEqual({
    os: 'unknown',
    hardware: 'known',
    patches: 'unknown',
    antivirus: 'known',
    malware: 'known',
    firewall: 'known',
    ports: 'unknown',
    accounts: 'unknown',
    'remote-access': 'known',
    'service-defaults': 'known',
    agent: 'known',
    neighbours: 'unknown',
  })
  expect(bugs).toEqual([])
})

function listening(): Promise<Server> {
  const server = createServer()
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

function addressOf(server: Server): { port: number } {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address
}

async function listenersAt(source: SnapshotSource, port: number): Promise<unknown> {
  const [entry] = await takeSnapshot(source, ['ports'])
  if (entry?.probe !== 'ports' || entry.reading.state !== 'known') throw new Error('ports unknown')
  const { facts } = entry.reading
  return 'listeners' in facts ? facts.listeners.filter((each) => each.port === port) : null
}
