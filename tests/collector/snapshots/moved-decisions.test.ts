import { expect, test } from 'vitest'
import { dayMs } from '#protocol/facts/spec.ts'
import { planRoutes } from '#protocol/plan-routes.ts'
import { snapshotRoutes } from '#protocol/snapshot-routes.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { productSettings } from '#domain/settings.ts'
import { decideSetting } from '#store/judge-settings.ts'
import { editDraft, issueDraft, startDraft } from '#store/plans/drafts.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { call, signInAs, startApi } from '../api/running-api.ts'
import { byAt, takingOf } from './taking.ts'

const planId = 'qn-2458-2017'

test('a change of definition between two dates is a part of its own, with who and what, and the parts still add up', async () => {
  const api = await startApi()
  try {
    const { db } = api.store
    await seedProvince(api.store)
    const [first, between, last] = [seededNowMs - 2 * dayMs, seededNowMs - dayMs, seededNowMs]
    await takeDaily(takingOf(api.store), first, byAt(first))
    const by = { ...byAt(between), actor: 'user chị Hoa' }
    const draft = await startDraft(
      db,
      { provinceId: 'quang-ngai', planId, copyOf: planId, validFrom: '2019-01-01' },
      by,
    )
    const body = {
      ...draft.body,
      indicators: draft.body.indicators.map((one) =>
        one.id === 'qn2458.i04' ? { ...one, classes: ['server' as const] } : one,
      ),
    }
    const key = { provinceId: 'quang-ngai', planId, version: 2 }
    const text = { body, validFrom: '2019-01-01', validUntil: null }
    const { revision } = await editDraft(db, key, { ...by, text, expectedRevision: 1 })
    await issueDraft(db, key, { ...by, expectedRevision: revision })
    const before = { ...productSettings.silentAfterDays, key: 'silentAfterDays' as const }
    const wanted = { key: 'silentAfterDays', value: 30, note: null, expectedRevision: 0 } as const
    await decideSetting(api.store, wanted, { ...by, author: 'chị Hoa', before })
    await takeDaily(takingOf(api.store), last, byAt(last))
    const leader = await signInAs(api, 'leader')
    const get = async (url: string) => (await call(api, leader, { method: 'GET', url })).json()
    const { snapshots } = snapshotRoutes.snapshots.output.parse(
      await get(`/api/snapshots?plan=${planId}`),
    )
    const [newer, older] = snapshots
    const url = `/api/what-moved?plan=${planId}&indicator=qn2458.i04&from=${older?.id}&to=${newer?.id}`
    const moved = snapshotRoutes.whatMoved.output.parse(await get(url))
    for (const of of ['numerator', 'denominator'] as const) {
      const sum = moved.parts.reduce((total, part) => total + part[of], 0)
      expect(sum).toBe(moved.to.figure[of] - moved.from.figure[of])
    }
    expect(moved.parts.map(({ kind }) => kind)).toContain('plan-changed')
    const told = moved.decisions.map(({ action, actor, part }) => [action, actor, part])
    expect(told).toContainEqual(['issue-plan', 'user chị Hoa', 'plan-changed'])
    expect(told).toContainEqual(['decide-setting', 'user chị Hoa', 'setting-changed'])
    const decided = moved.decisions.find(({ action }) => action === 'decide-setting')
    expect([decided?.before, decided?.after]).toEqual([String(before.value), '30'])
    const { changes } = planRoutes.definitionChanges.output.parse(
      await get('/api/definition-changes'),
    )
    const sides = { from: older?.id, to: newer?.id }
    expect(changes.filter(({ action }) => action === 'issue-plan')).toMatchObject([
      { part: 'plan-changed', between: sides },
    ])
    expect(changes.filter(({ action }) => action === 'decide-setting')).toMatchObject([
      { part: 'setting-changed', between: sides },
    ])
    const founded = changes.filter(({ action }) => action === 'create-agency')
    expect(founded.map((one) => one.between)).toEqual(founded.map(() => null))
  } finally {
    await api.stop()
  }
})
