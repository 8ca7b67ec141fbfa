import { expect, test } from 'vitest'
import { dismissFirstRun, isFirstRunDismissed, readFirstRun } from '#store/first-run.ts'
import { countListed } from '#store/listed-counts.ts'
import { listHosts } from '#store/hosts.ts'
import { hostQuery } from '#protocol/routes.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs, seedProvince } from '#tests/support/seed.ts'

const day = '2026-11-22'
const by = { actor: 'user admin', address: '127.0.0.1', nowMs: seededNowMs }

onEachDatabase((fresh) => {
  test('nothing is done in an empty installation', async () => {
    const store = await (await fresh()).open()
    expect(await readFirstRun(store.reader, day)).toEqual({
      'administrator-secured': 0,
      'issuer-named': 0,
      'agencies-entered': 0,
      'token-made': 0,
      'machine-reported': 0,
      'report-made': 0,
    })
  })

  test('the first steps count what is there, and sample data for nothing', async () => {
    const store = await (await fresh()).open()
    const { hosts, sample, sharing } = await seedProvince(store)
    const real = hosts.filter(({ agencyId }) => agencyId !== sample)
    const spoke = real.filter(({ fate }) => fate !== 'never-reported')
    expect(sharing).toHaveLength(2)
    expect(await readFirstRun(store.reader, day)).toMatchObject({
      'agencies-entered': 2,
      'token-made': 2,
      'machine-reported': spoke.length,
      'report-made': 0,
    })
  })

  test('the checklist is put away and brought back, and both are written down', async () => {
    const store = await (await fresh()).open()
    expect(await isFirstRunDismissed(store.reader)).toBe(false)
    await dismissFirstRun(store.db, true, by)
    expect(await isFirstRunDismissed(store.db)).toBe(true)
    await dismissFirstRun(store.db, false, by)
    expect(await isFirstRunDismissed(store.db)).toBe(false)
    const rows = await store.db
      .selectFrom('audit')
      .select(['actor', 'before', 'after'])
      .where('action', '=', 'dismiss-first-run')
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { actor: 'user admin', before: '{"isDismissed":false}', after: '{"isDismissed":true}' },
      { actor: 'user admin', before: '{"isDismissed":true}', after: '{"isDismissed":false}' },
    ])
  })

  test('the hosts behind a figure are as many as the list that it opens, now and in the past', async () => {
    const store = await (await fresh()).open()
    const { health } = await seedProvince(store)
    for (const asOfMs of [daysBefore(15), null]) {
      const counts = await countListed(store, { scope: 'all', asOfMs, control: 'patched' })
      for (const state of ['unmet', 'unknown'] as const) {
        const own = counts.filter(
          ({ agencyId, class: of }) => agencyId === health && of !== 'end-device',
        )
        const query = hostQuery.parse({
          agency: health,
          computers: 'yes',
          control: 'patched',
          state,
        })
        const { total } = await listHosts(store, { scope: 'all', asOfMs, query })
        expect(own.reduce((sum, one) => sum + one[state], 0)).toBe(total)
      }
    }
  })
})
