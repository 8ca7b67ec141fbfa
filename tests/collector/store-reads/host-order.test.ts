import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { hostQuery } from '#protocol/routes.ts'
import type { HostId } from '#protocol/values.ts'
import { countedStates } from '#store/counted-state.ts'
import { findPage } from '#store/host-pages.ts'
import { createProvisionalReader, provisionalOf } from '#store/provisional.ts'
import { freshSqlite, onEachDatabase } from '#tests/support/databases.ts'
import { seedProvince } from '#tests/support/seed.ts'

const now = { scope: 'all', asOfMs: null } as const

onEachDatabase((fresh) => {
  test('how bad a host is in its row is how it counts: a control that is added needs a new column', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const rows = await store.reader
      .selectFrom('host')
      .select(['states', 'silent_since_ms', 'trouble'])
      .execute()
    const silent = rows.filter((row) => row.silent_since_ms !== null)
    expect(silent.length).toBeGreaterThan(0)
    for (const { states, silent_since_ms, trouble } of rows) {
      const counted = countedStates(states, silent_since_ms !== null)
      const count = (wanted: VerdictState) => counted.filter(([, state]) => state === wanted).length
      expect(trouble).toBe(1000 * count('unmet') + count('unknown'))
    }
  })

  test('the number over a page is the number of hosts under the same filters, of whatever scope', async () => {
    const store = await (await fresh()).open()
    const { health, finance, sample } = await seedProvince(store)
    const scopes = ['all', { agencyIds: [health] }, { agencyIds: [] }] as const
    const looks = [
      {},
      { class: 'workstation' },
      { computers: 'yes' },
      { control: 'patched', state: 'unmet' },
      { control: 'patched', state: 'unknown', class: 'server' },
      { agency: finance },
      { agency: sample, control: 'reporting', state: 'unmet' },
    ]
    for (const scope of scopes) {
      for (const look of looks) {
        const query = hostQuery.parse({ ...look, pageSize: 200 })
        const { total, ids } = await findPage(store, { scope, asOfMs: null }, query)
        expect([scope, look, total]).toEqual([scope, look, ids.length])
      }
    }
  })

  test('what is kept of a host is read again when its facts are others', async () => {
    const store = await (await fresh()).open()
    const { hosts } = await seedProvince(store)
    const hostIds = hosts.map(({ id }) => id)
    const read = createProvisionalReader(store)
    const look = { hostIds, asOf: null }
    const first = await read(look)
    expect(first).toEqual(await provisionalOf(store, look))
    expect(await read(look)).toEqual(first)
    const [told] = [...first].find(([, controls]) => controls.length > 0) ?? []
    await store.db
      .updateTable('host')
      .set({ facts: '{}' })
      .where('id', '=', told as HostId)
      .execute()
    expect((await read(look)).get(told ?? '')).toEqual([])
  })
})

test('a page of now, worst first or by name, is read along an index and nothing is sorted', async () => {
  const store = await (await freshSqlite()).open()
  await seedProvince(store)
  const asked: string[] = []
  const reader = store.reader.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.push(store.reader.getExecutor().compileQuery(node, queryId).sql)
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  const indexes = { worst: 'host_worst', hostname: 'host_named' } as const
  for (const [sort, index] of Object.entries(indexes)) {
    await findPage({ engine: 'sqlite', reader }, now, hostQuery.parse({ sort }))
    const text = asked.at(-1) ?? ''
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(
      text.replaceAll('?', '1'),
    )}`.execute(store.reader)
    const plan = rows.map(({ detail }) => detail).join('\n')
    expect(plan).toContain(`SCAN h USING ${sort === 'worst' ? '' : 'COVERING '}INDEX ${index}`)
  }
})
