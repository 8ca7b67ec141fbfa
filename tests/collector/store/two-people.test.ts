import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { readSettings } from '#store/judging.ts'
import { decideSetting } from '#store/judge-settings.ts'
import { addPerson, changePerson, readPerson, setDisabled } from '#store/people/people.ts'
import { decideSignInRules, readSignInRules } from '#store/people/rules.ts'
import { decideRetention, readRetentionDays } from '#store/retention-periods.ts'
import { cutOffRevisions, decideCutOff } from '#store/snapshots/cut-offs.ts'
import { listViews, renameView, saveView } from '#store/views/saved-views.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs as nowMs } from '#tests/support/seed.ts'

const by = (name: string) => ({
  actor: `user ${name}`,
  author: name,
  address: null,
  nowMs,
  newId: randomUUID,
})
type By = ReturnType<typeof by>
const before = { key: 'patchGraceDays', value: 14, author: null, decidedOn: null } as const
const cutOff = { of: 'quarter', month: 3, from: '2026-12-01' } as const

/** What may be decided, by two who both looked at what nobody has decided: the days tell them apart. */
const decisions: readonly (readonly [
  string,
  (store: Store, days: number, by: By) => Promise<unknown>,
])[] = [
  [
    'a setting',
    (store, value, who) => {
      const wanted = { key: 'patchGraceDays', value, note: null, expectedRevision: 0 } as const
      return decideSetting(store, wanted, { ...who, before })
    },
  ],
  [
    'for how long something is kept',
    (store, days, who) =>
      decideRetention(store, { kind: 'jobRuns', days, expectedRevision: 0 }, who),
  ],
  [
    'a cut-off',
    (store, day, who) => decideCutOff(store, { ...cutOff, day, expectedRevision: 0 }, who),
  ],
  [
    'the rule of the second step',
    (store, days, who) => {
      const totpRoles = days === 10 ? (['leader'] as const) : (['cert'] as const)
      return decideSignInRules(store, { totpRoles, expectedRevision: 0 }, who)
    },
  ],
]

onEachDatabase((fresh) => {
  test.each(decisions)(
    'of two who decide %s at once one is told of the other',
    async (_, decide) => {
      const store = await (await fresh()).open()
      const both = await Promise.allSettled([
        decide(store, 10, by('Hoa')),
        decide(store, 12, by('Minh')),
      ])
      const told = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      const winner = both[0].status === 'fulfilled' ? 'Hoa' : 'Minh'
      expect(told).toMatchObject([
        { code: 'CHANGED_MEANWHILE', params: { by: winner, changedTimeMs: nowMs, revision: 1 } },
      ])
      const written = await store.db.selectFrom('audit').select('actor').execute()
      expect(written).toEqual([{ actor: `user ${winner}` }])
    },
  )

  test('a decision about one thing says nothing of another', async () => {
    const store = await (await fresh()).open()
    await decideRetention(store, { kind: 'jobRuns', days: 10, expectedRevision: 0 }, by('Hoa'))
    await decideRetention(
      store,
      { kind: 'refusedFrames', days: 40, expectedRevision: 0 },
      by('Hoa'),
    )
    await decideCutOff(store, { ...cutOff, day: 10, expectedRevision: 0 }, by('Hoa'))
    await decideCutOff(store, { ...cutOff, of: 'year', day: 9, expectedRevision: 0 }, by('Hoa'))
    expect(await readRetentionDays(store.reader)).toMatchObject({ jobRuns: 10, refusedFrames: 40 })
    expect(await cutOffRevisions(store.reader)).toEqual({ quarter: 1, year: 2 })
    expect((await readSettings(store.reader, null)).patchGraceDays.value).toBe(14)
    expect((await readSignInRules(store.reader)).revision).toBe(0)
  })

  test('of two who change one person the second is told, and locking the account is a change too', async () => {
    const store = await (await fresh()).open()
    const wanted = { name: 'lan', role: 'officer', agencyId: null, passwordHash: 'x' } as const
    const { id } = await addPerson(store.db, wanted, by('Hoa'))
    const change = (role: 'leader' | 'auditor', expectedRevision: number) =>
      changePerson(store.db, { id, role, agencyId: null, expectedRevision }, by('Minh'))
    await change('leader', 0)
    await expect(change('auditor', 0)).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
      params: { by: 'Minh', changedTimeMs: nowMs, revision: 1 },
    })
    await setDisabled(store.db, { id, isDisabled: true }, by('Hoa'))
    await expect(change('auditor', 1)).rejects.toMatchObject({ params: { by: 'Hoa', revision: 2 } })
    await change('auditor', 2)
    expect(await readPerson(store.db, id, nowMs)).toMatchObject({ role: 'auditor', revision: 3 })
  })

  test('a view that another window has renamed keeps that name until somebody has seen it', async () => {
    const store = await (await fresh()).open()
    const view = { userId: 'a', screen: 'hosts', name: 'Chưa vá', query: 'q=1' } as const
    const { id } = await saveView(store.db, view, by('Hoa'))
    const rename = (name: string, expectedRevision: number) =>
      renameView(store.db, { userId: 'a', id, name, expectedRevision }, by('Hoa'))
    await rename('Thiếu bản vá', 0)
    await expect(rename('Máy yếu', 0)).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
      params: { by: 'Hoa', revision: 1 },
    })
    expect(await listViews(store.db, view)).toMatchObject([{ name: 'Thiếu bản vá', revision: 1 }])
  })
})
