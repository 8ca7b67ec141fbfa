import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { hostQuery } from '#protocol/routes.ts'
import type { Store } from '#collector/deps.ts'
import { findPage } from '#store/host-pages.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seedProvince } from '#tests/support/seed.ts'

onEachDatabase((fresh) => {
  test('a search finds every host that holds the words, however few letters they have', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const rows = await names(store)
    const [first] = rows
    const told = first?.search_folded ?? ''
    for (const q of [
      'p',
      'pc',
      'pc-',
      'so y te',
      told,
      told.slice(3),
      told.slice(-2),
      '"',
      'zzz"',
    ]) {
      const expected = rows
        .filter(({ search_folded }) => search_folded.includes(q))
        .map(({ id }) => id)
      expect([q, await found(store, q)]).toEqual([q, expected.toSorted()])
    }
  })

  test('a host is found by its new name and no longer by the one before', async () => {
    const store = await (await fresh()).open()
    const { hosts } = await seedProvince(store)
    const id = hosts[0]?.id ?? ''
    const rename = (name: string) =>
      store.db.updateTable('host').set({ search_folded: name }).where('id', '=', id).execute()
    await rename('phong hop tang ba')
    expect(await found(store, 'phong hop')).toEqual([id])
    await rename('phong may chu')
    expect(await found(store, 'phong hop')).toEqual([])
    expect(await found(store, 'phong may chu')).toEqual([id])
  })

  test('of more hosts than are sorted at once, the pages are the whole list in its order', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    await multiply(store, 600)
    const rows = await names(store)
    for (const sort of ['worst', 'hostname'] as const) {
      const pages = await Promise.all(
        [1, 2].map((page) =>
          findPage(store, now, hostQuery.parse({ q: 'pc-', sort, page, pageSize: 200 })),
        ),
      )
      const whole = await findPage(store, now, { ...pageOf(sort), pageSize: 400 })
      const holding = rows.filter(({ search_folded }) => search_folded.includes('pc-'))
      expect(holding.length).toBeGreaterThan(8_000)
      expect(pages.map(({ total }) => total)).toEqual([holding.length, holding.length])
      expect(pages.flatMap(({ ids }) => ids)).toEqual(whole.ids)
    }
  })
})

const now = { scope: 'all', asOfMs: null } as const
const pageOf = (sort: 'worst' | 'hostname') => hostQuery.parse({ q: 'pc', sort })

const names = ({ reader }: Store) =>
  reader
    .selectFrom('host as h')
    .innerJoin('agency as a', 'a.id', 'h.agency_id')
    .select(['h.id', 'h.search_folded'])
    .where('a.is_sample', '=', 0)
    .execute()

async function found(store: Store, q: string): Promise<string[]> {
  const { total, ids } = await findPage(store, now, hostQuery.parse({ q, pageSize: 200 }))
  expect(total).toBe(ids.length)
  return ids.toSorted()
}

/** The same machines again under other ids. */
async function multiply({ db }: Store, times: number): Promise<void> {
  const row = sql`
    select h.id || '-' || c.value, h.public_key || c.value, h.agency_id, h.hostname,
      h.search_folded || ' ' || c.value, h.class, h.enrolled_ms, h.hardware_signs, h.states
    from host h cross join (${sql.raw(seriesOf(times))}) c`
  await sql`
    insert into host (id, public_key, agency_id, hostname, search_folded, class, enrolled_ms,
      hardware_signs, states) ${row}`.execute(db)
}

const seriesOf = (times: number) =>
  `with recursive series(value) as (select 1000 union all select value + 1 from series
    where value < ${999 + times}) select value from series`
