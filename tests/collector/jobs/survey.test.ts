import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { survey } from '#collector/jobs/survey.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { hostQuery, type HostQuery } from '#protocol/routes.ts'
import { unknown } from '#protocol/values.ts'
import { readAgentCosts } from '#store/agent-costs.ts'
import { listHosts } from '#store/hosts.ts'
import { nameProduct, readQueue } from '#store/products.ts'
import { listWindowsRevisions } from '#store/survey.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  enrolHosts,
  hostIdOf,
  minutes,
  os,
  startIngest,
  startMs,
} from '../ingest/reports.ts'
import { jobsAt, run } from './running-jobs.ts'

type Told = { products?: readonly string[]; build?: [number, number]; cost?: [number, number] }

onEachDatabase((fresh) => {
  test('names that no catalogue has wait in a queue, with their hosts and agencies', async () => {
    const store = await (await fresh()).open()
    await tell(store, [
      { products: ['clamav', 'Lá chắn Việt'] },
      { products: ['LÁ CHẮN VIỆT'] },
      { products: ['Other AV 3'] },
    ])
    await run(survey, jobsAt(store, startMs))
    expect(await readQueue(store, 'all')).toEqual({
      unknown: [
        {
          name: expect.stringMatching(/lá chắn việt/i),
          hosts: 2,
          agencies: ['Sở health'],
          firstSeenMs: startMs,
        },
        { name: 'Other AV 3', hosts: 1, agencies: ['Sở health'], firstSeenMs: startMs },
      ],
      unknownTotal: 2,
      aliases: [],
    })
    expect(await idsOf(store, { product: 'la chan viet' })).toEqual([hostIdOf(0), hostIdOf(1)])
  })

  test('a name leaves the queue when it was placed, or when nobody tells it any more', async () => {
    const store = await (await fresh()).open()
    await tell(store, [{ products: ['One'] }, { products: ['Two'] }])
    await run(survey, jobsAt(store, startMs))
    const by = { actor: 'user a', author: 'a', address: null, nowMs: startMs, newId: randomUUID }
    await nameProduct(store.db, { name: 'One', product: null }, by)
    const queue = await readQueue(store, 'all')
    expect(queue.unknown.map(({ name }) => name)).toEqual(['Two'])
    expect(queue.aliases).toMatchObject([{ name: 'One', product: null, hosts: 1, author: 'a' }])
    await tell(store, [{ products: ['One'] }, { products: [] }], 2)
    await run(survey, jobsAt(store, startMs + minutes(10)))
    expect((await readQueue(store, 'all')).unknown).toEqual([])
    expect(await idsOf(store, { product: 'Two' })).toEqual([])
    const then = { asOfMs: startMs + minutes(5), query: hostQuery.parse({ product: 'Two' }) }
    expect((await listHosts(store, { scope: 'all', ...then })).total).toBe(1)
    await tell(store, [{ products: [] }, { products: ['Two'] }], 3)
    await run(survey, jobsAt(store, startMs + minutes(20)))
    expect(await idsOf(store, { product: 'Two' })).toEqual([hostIdOf(1)])
  })

  test('a revision of Windows is known once two hosts have shown it or a newer one', async () => {
    const store = await (await fresh()).open()
    await tell(store, [
      { build: [19_045, 4780] },
      { build: [19_045, 5011] },
      { build: [19_045, 5100] },
      { build: [22_631, 4000] },
    ])
    const jobs = jobsAt(store, startMs)
    let reloads = 0
    const counted = { ...jobs, reloadContext: () => Promise.resolve(void (reloads += 1)) }
    await survey(counted).run(startMs)
    await survey(counted).run(startMs)
    expect(await listWindowsRevisions(store.db)).toEqual([
      { build: 19_045, revision: 5011, sinceMs: startMs },
    ])
    expect(reloads).toBe(1)
  })

  test('each figure of what agents cost is the total of the list that it opens', async () => {
    const store = await (await fresh()).open()
    const costs: Told[] = Array.from({ length: 20 }, (_, index) => ({
      cost: [2 ** (index < 11 ? 12 : index < 19 ? 13 : 16), 2 ** 26],
    }))
    await tell(store, [...costs, {}])
    await run(survey, jobsAt(store, startMs))
    const seen = await readAgentCosts(store, 'all')
    expect(seen).toEqual({
      hosts: 20,
      cpuMs: {
        median: { value: 4096, hosts: 20 },
        p95: { value: 8192, hosts: 9 },
        max: { value: 65_536, hosts: 1 },
      },
      memoryBytes: {
        median: { value: 2 ** 26, hosts: 20 },
        p95: { value: 2 ** 26, hosts: 20 },
        max: { value: 2 ** 26, hosts: 20 },
      },
      versions: [{ version: '0.1.0', hosts: 21 }],
    })
    expect((await idsOf(store, { agentCpuMsMin: 8192 })).length).toBe(9)
    expect((await idsOf(store, { agentMemoryBytesMin: 2 ** 26 })).length).toBe(20)
    expect((await idsOf(store, { agentVersion: '0.1.0' })).length).toBe(21)
    expect(await idsOf(store, { agentVersion: '0.2.0' })).toEqual([])
    const [dearest] = (await list(store, { sort: 'agent-cpu' })).hosts
    expect(dearest).toMatchObject({
      id: hostIdOf(19),
      agent: { version: '0.1.0', cpuMs: 65_536, memoryBytesMax: 2 ** 26 },
    })
    expect((await list(store, { sort: 'agent-memory' })).hosts.at(-1)?.agent?.cpuMs).toBe(null)
  })

  test('a survey of what has not changed writes nothing', async () => {
    const store = await (await fresh()).open()
    await tell(store, [{ products: ['One'], build: [19_045, 1], cost: [4, 4] }, {}])
    const written = async () => [
      await store.db.selectFrom('host_product').selectAll().execute(),
      await store.db.selectFrom('agent_cost').selectAll().orderBy('host_id').execute(),
    ]
    await run(survey, jobsAt(store, startMs))
    const before = await written()
    await run(survey, jobsAt(store, startMs + minutes(10)))
    expect(await written()).toEqual(before)
    expect(await readAgentCosts(store, { agencyIds: [] })).toEqual({
      hosts: 0,
      cpuMs: null,
      memoryBytes: null,
      versions: [],
    })
  })
})

/** Hosts that report, each what it tells. */
async function tell(store: Store, hosts: readonly Told[], sequence = 1): Promise<void> {
  const { submit } = startIngest(store)
  if (sequence === 1) {
    const ids = hosts.map((_, index) => hostIdOf(index))
    await enrolHosts(store, ids)
    await store.db
      .insertInto('host_agency')
      .values(ids.map((id) => ({ host_id: id, agency_id: 'health', from_ms: startMs })))
      .execute()
  }
  for (const [index, { products = [], build, cost }] of hosts.entries()) {
    const atMs = startMs + sequence
    const readings = [
      aReading('antivirus', { products: products.map(antivirus) }, atMs),
      aReading('agent', agent(cost), atMs),
      ...(build ? [aReading('os', windows(build), atMs)] : []),
    ]
    await submit(aReport({ hostId: hostIdOf(index), sequence, readings }))
  }
}

const antivirus = (name: string): Facts<'antivirus'>['products'][number] => ({
  product: name,
  name,
  version: null,
  isRunning: true,
  realTime: 'on',
  reader: 'security-center',
  signaturesAtMs: unknown('not-supported'),
  signaturesBySelf: 'current',
  tamperProtection: null,
  licence: unknown('not-supported'),
  source: 'Security Center',
})

const agent = (cost: Told['cost']): Facts<'agent'> => ({
  version: '0.1.0',
  runtime: 'v24',
  lastDay: cost
    ? {
        day: '2026-11-21',
        cpuMs: cost[0],
        memoryBytesMax: cost[1],
        sentBytes: 1,
        snapshots: 1,
      }
    : null,
})

const windows = ([number, revision]: [number, number]): Facts<'os'> => ({
  ...os('client'),
  platform: 'windows',
  distribution: 'windows',
  build: { number, revision },
})

const list = (store: Store, filters: Partial<HostQuery>) =>
  listHosts(store, {
    scope: 'all',
    asOfMs: null,
    query: hostQuery.parse({ pageSize: 200, ...filters }),
  })

async function idsOf(store: Store, filters: Partial<HostQuery>) {
  return (await list(store, { sort: 'hostname', ...filters })).hosts.map(({ id }) => id)
}
