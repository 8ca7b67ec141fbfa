import { expect, test } from 'vitest'
import { planBody, type PlanBody } from '#protocol/plans.ts'
import { listDefinitionChanges } from '#store/plans/changes.ts'
import {
  discardDraft,
  editDraft,
  findVersion,
  issueDraft,
  startDraft,
} from '#store/plans/drafts.ts'
import { listPlanVersions, plansOn } from '#store/plans/versions.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const provinceId = 'quang-ngai'
const planId = 'qn-2458-2017'
const key = { provinceId, planId, version: 2 }
const nowMs = Date.parse('2018-12-20T02:00:00Z')
const by = { actor: 'user Lan', address: null, nowMs }
const start = { provinceId, planId, copyOf: planId, validFrom: '2019-01-01' }

/** The plan with another target of "trên 90%". */
const withTarget = (body: PlanBody, numerator: number): PlanBody => ({
  ...body,
  indicators: body.indicators.map((one) =>
    one.id === 'qn2458.i04' ? { ...one, target: { numerator, denominator: 100 } } : one,
  ),
})

onEachDatabase((fresh) => {
  test('a draft changes nothing until it is issued, and then from its first day on alone', async () => {
    const { db } = await (await fresh()).open()
    const draft = await startDraft(db, start, by)
    const text = { body: withTarget(draft.body, 95), validFrom: '2019-01-01', validUntil: null }
    const { revision } = await editDraft(db, key, { ...by, text, expectedRevision: 1 })
    const targetOn = async (day: string, knownAtMs: number | null = null) => {
      const plans = await plansOn(db, provinceId, { day, knownAtMs })
      const defined = plans.find(({ plan }) => plan.id === planId)
      const one = defined?.plan.indicators.find(({ id }) => id === 'qn2458.i04')
      return [defined?.version, one?.target.numerator]
    }
    expect(await targetOn('2019-06-30')).toEqual([1, 90])
    await issueDraft(db, key, { ...by, expectedRevision: revision })
    expect(await targetOn('2018-12-31')).toEqual([1, 90])
    expect(await targetOn('2019-01-01')).toEqual([2, 95])
    expect(await targetOn('2019-06-30', nowMs - 1)).toEqual([1, 90])
  })

  test('a plan of its own begins with version 1, and is the first that is shown once it holds', async () => {
    const { db } = await (await fresh()).open()
    const wanted = { ...start, planId: 'qn-2027', validFrom: '2027-01-01' }
    const { body, version } = await startDraft(db, wanted, by)
    expect([version, body.id, body.documentNumber, body.from]).toEqual([
      1,
      'qn-2027',
      null,
      '2027-01-01',
    ])
    const own = { provinceId, planId: 'qn-2027', version: 1 }
    await issueDraft(db, own, { ...by, expectedRevision: 1 })
    const idsOn = async (day: string) =>
      (await plansOn(db, provinceId, { day, knownAtMs: null })).map(({ plan }) => plan.id)
    expect(await idsOn('2027-01-01')).toEqual(['qn-2027', planId, 'qn-20190702'])
    expect(await idsOn('2026-12-31')).toEqual([planId, 'qn-20190702', 'qn-2027'])
  })

  test('what is wrong with a draft is kept with it, and refused when it is issued', async () => {
    const { db } = await (await fresh()).open()
    const draft = await startDraft(db, start, by)
    const text = { body: withTarget(draft.body, 120), validFrom: '2019-01-01', validUntil: null }
    await editDraft(db, key, { ...by, text, expectedRevision: 1 })
    await expect(issueDraft(db, key, { ...by, expectedRevision: 2 })).rejects.toMatchObject({
      code: 'PLAN_TARGET_IMPOSSIBLE',
      params: { indicator: 'qn2458.i04', numerator: 120, denominator: 100 },
    })
    expect((await findVersion(db, key)).state).toBe('draft')
  })

  test('a version that does not begin after the one before is refused', async () => {
    const { db } = await (await fresh()).open()
    await startDraft(db, { ...start, validFrom: '2018-01-01' }, by)
    await expect(issueDraft(db, key, { ...by, expectedRevision: 1 })).rejects.toMatchObject({
      code: 'PLAN_VALIDITY_OVERLAPS',
      params: { version: 1, from: '2018-01-01' },
    })
  })

  test('of two who edit one draft the second is told, and nothing of the first is lost', async () => {
    const { db } = await (await fresh()).open()
    const { body } = await startDraft(db, start, by)
    const text = (target: number) => ({
      body: withTarget(body, target),
      validFrom: '2019-01-01',
      validUntil: null,
    })
    const other = { ...by, actor: 'user Minh' }
    await editDraft(db, key, { ...other, text: text(92), expectedRevision: 1 })
    await expect(
      editDraft(db, key, { ...by, text: text(93), expectedRevision: 1 }),
    ).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
      params: { by: 'Minh', revision: 2 },
    })
    for (const change of [issueDraft, discardDraft]) {
      await expect(change(db, key, { ...by, expectedRevision: 1 })).rejects.toMatchObject({
        code: 'CHANGED_MEANWHILE',
      })
    }
    const held = (await findVersion(db, key)).body.indicators.find(({ id }) => id === 'qn2458.i04')
    expect(held?.target.numerator).toBe(92)
  })

  test('what was issued is never edited, and a plan has one draft at a time', async () => {
    const { db } = await (await fresh()).open()
    const { body } = await startDraft(db, start, by)
    await expect(startDraft(db, start, by)).rejects.toMatchObject({ code: 'PLAN_DRAFT_EXISTS' })
    await issueDraft(db, key, { ...by, expectedRevision: 1 })
    const text = { body, validFrom: '2019-01-01', validUntil: null }
    await expect(editDraft(db, key, { ...by, text, expectedRevision: 1 })).rejects.toMatchObject({
      code: 'PLAN_NOT_DRAFT',
    })
    const builtIn = { ...key, version: 1 }
    await expect(discardDraft(db, builtIn, { ...by, expectedRevision: 1 })).rejects.toMatchObject({
      code: 'PLAN_NOT_DRAFT',
    })
    await expect(findVersion(db, { ...key, version: 9 })).rejects.toMatchObject({
      code: 'PLAN_VERSION_NOT_FOUND',
    })
    await expect(startDraft(db, { ...start, copyOf: 'none' }, by)).rejects.toMatchObject({
      code: 'PLAN_NOT_FOUND',
    })
  })

  test('every step is in the log with who, and with what differs alone', async () => {
    const { db } = await (await fresh()).open()
    const { body } = await startDraft(db, start, by)
    const text = { body: withTarget(body, 95), validFrom: '2019-01-01', validUntil: null }
    await editDraft(db, key, { ...by, text, expectedRevision: 1 })
    await discardDraft(db, key, { ...by, expectedRevision: 2 })
    const { changes, total } = await listDefinitionChanges(db, { page: 1, pageSize: 2 })
    expect(total).toBe(3)
    expect(changes.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
      ['discard-plan-draft', 'user Lan', 'qn-2458-2017 v2'],
      ['edit-plan-draft', 'user Lan', 'qn-2458-2017 v2'],
    ])
    expect(changes[1]?.after).toMatchObject({
      indicators: [{ id: 'qn2458.i04', target: { numerator: 95, denominator: 100 } }],
    })
    expect(planBody.safeParse(changes[0]?.before).success).toBe(true)
    expect(await listPlanVersions(db, provinceId)).toHaveLength(2)
  })
})
