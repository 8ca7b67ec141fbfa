import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes, type RouteName, type RouteOutput } from '#protocol/routes.ts'
import type { WorkItem } from '#protocol/work.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

const dayMs = 86_400_000
let api: RunningApi
let officer: SignedIn
let auditor: SignedIn
let health: SignedIn
let province: SeededProvince

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 160)
  officer = await signInAs(api, 'officer', 'Nguyễn Văn An')
  auditor = await signInAs(api, 'auditor')
  health = await signInAs(api, 'agency-officer', 'Lê Thị Bình', province.health)
}, 60_000)
afterAll(() => api.stop())

async function get<Name extends RouteName>(name: Name, url: string, as = officer) {
  const answer = await call(api, as, { method: 'GET', url })
  expect([url, answer.statusCode]).toEqual([url, 200])
  return routes[name].output.parse(answer.json()) as RouteOutput<Name>
}
const post = (url: string, body: object, as = officer) =>
  call(api, as, { method: 'POST', url, body })

const itemsOf = async (query = '', as = officer) =>
  (await get('workItems', `/api/work/remedies/install-updates?pageSize=1000${query}`, as)).items

const decide = (items: readonly WorkItem[], change: object, as = officer) =>
  post(
    '/api/work/decisions',
    {
      remedy: 'install-updates',
      change,
      items: items.map(({ kind, id, decision }) => ({
        kind,
        id,
        expectedRevision: decision?.revision ?? 0,
      })),
    },
    as,
  )

test('each number of the queue is the total of the list that it opens', async () => {
  for (const query of ['', `&agency=${province.finance}`, '&class=workstation']) {
    const { groups } = await get('work', `/api/work?${query.slice(1)}`)
    for (const { remedy, machines } of groups) {
      const url = `/api/work/remedies/${remedy}?pageSize=1${query}`
      expect((await get('workItems', url)).total).toBe(machines)
      if (remedy === 'install-agent') continue
      const hosts = await get('hosts', `/api/hosts?pageSize=1&remedy=${remedy}${query}`)
      expect([remedy, hosts.total]).toEqual([remedy, machines])
    }
    expect(groups.length).toBeGreaterThan(3)
  }
})

test('open doors stand on top, then what is proven to be worth most', async () => {
  const { groups, plan } = await get('work', '/api/work')
  expect(plan).not.toBeNull()
  const pinned = groups.filter(({ isPinned }) => isPinned).length
  expect(groups.slice(0, pinned).every(({ isPinned }) => isPinned)).toBe(true)
  const worth = groups
    .slice(pinned)
    .map(({ surely }) => (surely.denominator === 0 ? 0 : surely.numerator / surely.denominator))
  expect(worth).toEqual(worth.toSorted((left, right) => right - left))
})

test('who writes later is told who was first, and nothing of it is written', async () => {
  const [first, second] = await itemsOf()
  if (!first || !second) throw new Error('too few items')
  const mine = await decide([first], { status: 'doing', note: 'đã gọi điện' })
  expect(mine.statusCode).toBe(200)
  const theirs = await decide([second, first], { owner: { userId: null, name: 'Tổ CNTT' } })
  expect(theirs.statusCode).toBe(409)
  expect(theirs.json()).toEqual({
    code: 'CHANGED_MEANWHILE',
    params: { by: 'Nguyễn Văn An', changedTimeMs: api.clock.nowMs, revision: 1 },
  })
  const again = (await itemsOf()).filter(({ id }) => id === first.id || id === second.id)
  expect(again.map(({ decision }) => decision?.owner ?? null)).toEqual([null, null])
  expect((await decide(again, { owner: { userId: null, name: 'Tổ CNTT' } })).statusCode).toBe(200)
})

test('what was decided together is undone together, but for what was decided about since', async () => {
  const items = (await itemsOf()).slice(2, 5)
  const wanted = { status: 'scheduled', dueDay: '2026-12-31' }
  const { batch } = routes.decideWork.output.parse((await decide(items, wanted)).json())
  const scheduled = await itemsOf('&status=scheduled')
  expect(scheduled.map(({ id }) => id).toSorted()).toEqual(items.map(({ id }) => id).toSorted())
  await decide(scheduled.slice(0, 1), { note: 'chờ máy chủ WSUS' })
  const undo = await post(`/api/work/decisions/${batch}/undo`, {})
  expect(undo.json()).toEqual({ undone: 2, skipped: 1 })
  const [left, ...none] = await itemsOf('&status=scheduled')
  expect(none).toEqual([])
  const key = `/api/work/remedies/install-updates/host/${left?.id}`
  const { history } = await get('workItem', key)
  expect(history.map(({ note, status }) => [note, status])).toEqual([
    ['chờ máy chủ WSUS', 'scheduled'],
    [null, 'scheduled'],
  ])
  const other = items.find(({ id }) => id !== left?.id)
  const undone = await get('workItem', `/api/work/remedies/install-updates/host/${other?.id}`)
  expect(undone.history.map(({ status, isUndo }) => [status, isUndo])).toEqual([
    ['new', true],
    ['scheduled', false],
  ])
  expect((await post(`/api/work/decisions/${batch}/undo`, {})).json()).toMatchObject({
    code: 'WORK_NOTHING_TO_UNDO',
  })
})

test('an accepted risk changes no number, needs a reason and an end, and comes back by itself', async () => {
  const items = (await itemsOf('&status=new')).slice(0, 2)
  const before = await get('overview', '/api/overview')
  expect((await decide(items, { status: 'accepted' })).json()).toMatchObject({
    code: 'WORK_RISK_INCOMPLETE',
  })
  const risk = { reason: 'Phần mềm chuyên ngành chưa chạy trên bản mới', untilDay: '2027-12-31' }
  expect((await decide(items, { status: 'accepted', risk })).json()).toMatchObject({
    code: 'WORK_RISK_UNTIL',
  })
  const short = { ...risk, untilDay: '2026-12-10' }
  expect((await decide(items, { status: 'accepted', risk: short })).statusCode).toBe(200)
  const after = await get('overview', '/api/overview')
  expect(after.indicators).toEqual(before.indicators)
  expect(after.controls).toEqual(before.controls)
  const accepted = await itemsOf('&status=accepted')
  expect(accepted.map(({ decision, isExpiring }) => [decision?.risk, isExpiring])).toEqual([
    [short, true],
    [short, true],
  ])
  expect((await itemsOf('&expiring=yes')).length).toBe(2)
  const nowMs = api.clock.nowMs
  api.clock.nowMs = Date.parse('2026-12-11T08:00:00+07:00')
  officer = await signInAs(api, 'officer', 'Trần Văn Chín')
  const expired = (await itemsOf()).filter(({ hasExpired }) => hasExpired)
  expect(expired.map(({ id, status }) => [id, status]).toSorted()).toEqual(
    items.map(({ id }) => [id, 'new']).toSorted(),
  )
  expect(await itemsOf('&status=accepted')).toEqual([])
  api.clock.nowMs = nowMs + 1
})

test('a due day that passes is overdue, and one in the past is refused', async () => {
  const [item] = (await itemsOf('&status=new')).slice(3)
  if (!item) throw new Error('too few items')
  const past = await decide([item], { dueDay: '2026-01-01' })
  expect(past.json()).toMatchObject({ code: 'WORK_DUE_PAST' })
  expect((await decide([item], { dueDay: '2026-11-30' })).statusCode).toBe(200)
  expect(await itemsOf('&overdue=yes')).toEqual([])
  const nowMs = api.clock.nowMs
  api.clock.nowMs = Date.parse('2026-12-01T08:00:00+07:00')
  officer = await signInAs(api, 'officer', 'Phạm Thị Dung')
  expect((await itemsOf('&overdue=yes')).map(({ id }) => id)).toEqual([item.id])
  api.clock.nowMs = nowMs
})

test('an item is done when its verdicts are well, and open again with its history when they are not', async () => {
  const [item] = (await itemsOf('&status=new')).slice(4)
  if (!item) throw new Error('too few items')
  await decide([item], { status: 'doing', note: 'đang tải bản vá' })
  const states = await statesOf(item.id)
  const clean = [...states].map((letter) => (letter === 'u' || letter === '?' ? 'm' : letter))
  await setStates(item.id, clean.join(''))
  const done = await get('workItem', `/api/work/remedies/install-updates/host/${item.id}`)
  expect([done.item.status, done.item.causes]).toEqual(['done', []])
  expect((await itemsOf()).some(({ id }) => id === item.id)).toBe(false)
  await setStates(item.id, states)
  const again = (await itemsOf()).find(({ id }) => id === item.id)
  expect([again?.status, again?.decision?.note]).toEqual(['doing', 'đang tải bản vá'])
})

test('what nobody can see any more is not confirmed, and never done', async () => {
  const [item] = (await itemsOf('&status=new')).slice(5)
  if (!item) throw new Error('too few items')
  await decide([item], { status: 'doing' })
  const silent = { silent_since_ms: api.clock.nowMs - dayMs }
  await api.store.db.updateTable('host').set(silent).where('id', '=', item.id).execute()
  const seen = await get('workItem', `/api/work/remedies/install-updates/host/${item.id}`)
  expect(seen.item.status).toBe('unconfirmed')
  const back = { silent_since_ms: null }
  await api.store.db.updateTable('host').set(back).where('id', '=', item.id).execute()
})

test('an agency sees and changes its own machines alone; who only reads changes nothing', async () => {
  const all = await itemsOf()
  const own = await itemsOf('', health)
  expect(own.map(({ agency }) => agency.id)).toEqual(own.map(() => province.health))
  expect(own.length).toBeGreaterThan(0)
  const foreign = all.filter(({ agency }) => agency.id !== province.health).slice(0, 1)
  expect((await decide(foreign, { note: 'x' }, health)).json()).toMatchObject({
    code: 'WORK_ITEM_NOT_FOUND',
  })
  const key = `/api/work/remedies/install-updates/host/${foreign[0]?.id}`
  expect((await call(api, health, { method: 'GET', url: key })).statusCode).toBe(404)
  const { batch } = routes.decideWork.output.parse((await decide(foreign, { note: 'x' })).json())
  const undo = await post(`/api/work/decisions/${batch}/undo`, {}, health)
  expect(undo.json()).toMatchObject({ code: 'WORK_NOTHING_TO_UNDO' })
  expect((await decide(own.slice(0, 1), { note: 'x' }, auditor)).statusCode).toBe(403)
  expect((await itemsOf('', auditor)).length).toBe(all.length)
})

test('many agents are asked at once, and each is counted once it has reported', async () => {
  const hosts = (await itemsOf()).slice(0, 5).map(({ id }) => id)
  const [first, second] = hosts
  if (!first || !second) throw new Error('too few items')
  api.connected.add(first).add(second)
  const ask = await post('/api/work/recheck', { hostIds: hosts })
  const { asked, notConnected, askedMs } = routes.recheckMany.output.parse(ask.json())
  expect(asked.toSorted()).toEqual([first, second].toSorted())
  expect(notConnected.toSorted()).toEqual(hosts.slice(2).toSorted())
  expect(api.asked.toSorted()).toEqual([first, second].toSorted())
  const body = { hostIds: asked, askedMs }
  expect((await post('/api/work/recheck/answers', body)).json()).toEqual({ answered: [] })
  const heard = { last_received_ms: askedMs + 1 }
  await api.store.db.updateTable('host').set(heard).where('id', '=', first).execute()
  expect((await post('/api/work/recheck/answers', body)).json()).toEqual({ answered: [first] })
  const tooMany = { hostIds: Array.from({ length: 201 }, () => first) }
  expect((await post('/api/work/recheck', tooMany)).statusCode).toBe(400)
  const foreign = await post('/api/work/recheck', { hostIds: hosts }, health)
  const own = new Set((await itemsOf('', health)).map(({ id }) => id))
  const told = routes.recheckMany.output.parse(foreign.json())
  expect([...told.asked, ...told.notConnected].every((id) => own.has(id))).toBe(true)
})

test('every decision stands in the audit with what was before', async () => {
  const rows = await api.store.db
    .selectFrom('audit')
    .select(['actor', 'action', 'subject', 'before', 'after'])
    .where('action', '=', 'decide-work')
    .execute()
  expect(rows.length).toBeGreaterThan(5)
  expect(rows[0]).toMatchObject({ actor: 'user Nguyễn Văn An', before: null })
})

const statesOf = async (id: string) =>
  (
    await api.store.db
      .selectFrom('host')
      .select('states')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).states

/** A report that finds it so: the row of the host and a posture say the same. */
async function setStates(id: string, states: string): Promise<void> {
  await api.store.db.updateTable('host').set({ states }).where('id', '=', id).execute()
  const newest = await api.store.db
    .selectFrom('posture')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('from_ms', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const { id: _id, ...posture } = newest
  const at = { from_ms: newest.from_ms + 1, received_ms: newest.received_ms + 1 }
  const held = { ...JSON.parse(posture.held_in) }
  for (const control of Object.keys(JSON.parse(posture.verdicts))) held[control] = newest.id
  const next = { ...posture, ...at, states, verdicts: '{}', held_in: JSON.stringify(held) }
  await api.store.db.insertInto('posture').values(next).execute()
}
