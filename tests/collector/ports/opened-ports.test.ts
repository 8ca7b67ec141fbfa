import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { changedPorts } from '#domain/opened-ports.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import type { Reading } from '#protocol/facts/registry.ts'
import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import { hostQuery } from '#protocol/host-query.ts'
import { appendFacts, removeFacts } from '#store/fact-bundles.ts'
import { listHosts } from '#store/hosts.ts'
import { readOpenedPorts } from '#store/ports/read-opened.ts'
import { refreshOpenedPorts } from '#store/ports/refresh-opened.ts'
import { hostId } from '#protocol/values.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

const listener = (port: number, exposure: Listener['exposure'] = 'any'): Listener => ({
  transport: 'tcp',
  address: '0.0.0.0',
  port,
  exposure,
  program: 'sshd',
  service: null,
})
const looked = (...listeners: Listener[]): Reading<'ports'> => ({
  state: 'known',
  facts: { listeners, listenersTotal: listeners.length },
})
const blind: Reading<'ports'> = { state: 'unknown', because: 'not-permitted' }
const ports = (...numbers: number[]) => numbers.map((port) => ({ transport: 'tcp', port }))

test('what only the machine itself reaches opens nothing', () => {
  const before = looked(listener(22), listener(631, 'loopback'))
  const after = looked(listener(22), listener(5432, 'loopback'), listener(631, 'lan'))
  expect(changedPorts(before, after)).toEqual({ opened: ports(631), closed: [] })
})

onEachDatabase((fresh) => {
  test('a port is new from the look that first saw it, and for seven days', async () => {
    const { store, look, newAt } = await oneHost(await (await fresh()).open())
    await look(30, looked(listener(22)))
    await look(3, looked(listener(22), listener(445)))
    expect(await newAt(0)).toEqual([{ port: 445, isReopened: false, days: 3 }])
    expect(await newAt(4)).toEqual([])
    expect(await listed(store, 0)).toBe(1)
    expect(await listed(store, -5)).toBe(0)
  })

  test('the first look opens nothing, and neither does a look after looks that saw nothing', async () => {
    const { look, newAt } = await oneHost(await (await fresh()).open())
    await look(6, blind)
    await look(5, looked(listener(22)))
    await look(4, blind)
    await look(3, looked(listener(22), listener(80)))
    expect(await newAt(0)).toEqual([{ port: 80, isReopened: false, days: 3 }])
  })

  test('a port that closes and opens again is told apart', async () => {
    const { look, newAt } = await oneHost(await (await fresh()).open())
    await look(20, looked(listener(22), listener(3389)))
    await look(5, looked(listener(22)))
    await look(2, looked(listener(22), listener(3389), listener(21)))
    expect(await newAt(0)).toEqual([
      { port: 21, isReopened: false, days: 2 },
      { port: 3389, isReopened: true, days: 2 },
    ])
    await look(1, looked(listener(22), listener(3389)))
    expect(await newAt(0)).toEqual([{ port: 3389, isReopened: true, days: 2 }])
  })

  test('a list that was cut off closes nothing', async () => {
    const { store, look } = await oneHost(await (await fresh()).open())
    await look(9, looked(listener(22), listener(80)))
    await look(8, { state: 'known', facts: { listeners: [listener(22)], listenersTotal: 300 } })
    await look(7, looked(listener(22), listener(80)))
    expect(await store.db.selectFrom('port_change').selectAll().execute()).toEqual([])
  })

  test('the same facts looked at again give the same rows', async () => {
    const { store, look } = await oneHost(await (await fresh()).open())
    await look(9, looked(listener(22), listener(80)))
    await look(8, looked(listener(80)))
    await look(7, looked(listener(22), listener(80)))
    await look(6, looked(listener(22)))
    const rows = () =>
      store.db.selectFrom('port_change').selectAll().orderBy('port').orderBy('opened_ms').execute()
    const once = await rows()
    await store.db.deleteFrom('meta').where('key', '=', 'port-change-fact').execute()
    await refreshOpenedPorts(store)
    expect(await rows()).toEqual(once)
    expect(once).toHaveLength(3)
  })
})

/** A host of its own whose looks are written as ingest writes them, each after the one before. */
async function oneHost(store: Store) {
  const { hosts, health } = await seedProvince(store, 12)
  const id = hostId.parse(hosts.find(({ agencyId }) => agencyId === health)?.id)
  // What the province itself told of its ports is another story.
  const told = await store.db
    .selectFrom('fact')
    .select(['id', 'probe'])
    .where('probe', '=', 'ports')
    .execute()
  await removeFacts(store.db, store.engine, told)
  for (const host of await store.db.selectFrom('host').select(['id', 'facts']).execute()) {
    const { ports: _, ...others } = JSON.parse(host.facts) as Record<string, unknown>
    const facts = JSON.stringify(others)
    await store.db.updateTable('host').set({ facts }).where('id', '=', host.id).execute()
  }
  let follows: number | null = null
  return {
    store,
    async look(daysAgo: number, reading: Reading<'ports'>) {
      const facts = [
        {
          probe: 'ports',
          body: JSON.stringify(reading),
          fromMs: seededNowMs - daysAgo * dayMs - hourMs,
          follows,
          followsConfirmedMs: null,
        },
      ] as const
      const receivedMs = seededNowMs - daysAgo * dayMs
      const reports = [{ hostId: id, receivedMs, facts }]
      const [written = null] = await store.db
        .transaction()
        .execute((trx) => appendFacts(trx, store.engine, reports))
      follows = written
      await refreshOpenedPorts(store)
    },
    async newAt(daysAgo: number) {
      const shownMs = seededNowMs - daysAgo * dayMs
      const opened = await readOpenedPorts(store.reader, { hostId: id, shownMs })
      return opened.map(({ port, isReopened, openedMs }) => ({
        port,
        isReopened,
        days: Math.floor((seededNowMs - openedMs) / dayMs),
      }))
    },
  }
}

async function listed(store: Store, daysAgo: number): Promise<number> {
  const shownMs = seededNowMs - daysAgo * dayMs
  const query = { ...hostQuery.parse({ newPorts: 'yes' }), shownMs }
  const yes = await listHosts(store, { scope: 'all', asOfMs: null, query })
  const other = { ...query, newPorts: 'no' as const }
  const no = await listHosts(store, { scope: 'all', asOfMs: null, query: other })
  const all = await listHosts(store, { scope: 'all', asOfMs: null, query: hostQuery.parse({}) })
  expect(yes.total + no.total).toBe(all.total)
  return yes.total
}
