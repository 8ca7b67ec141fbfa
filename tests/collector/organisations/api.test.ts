import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeEffect, organisationView } from '#protocol/organisation-views.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { recount } from '#store/recount.ts'
import { seedProvince } from '#tests/support/seed.ts'
import { aVersion } from './lives.ts'

let api: RunningApi
let administrator: SignedIn

beforeAll(async () => {
  api = await startApi()
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const get = (url: string) => call(api, administrator, { method: 'GET', url })
const post = (url: string, body: object) => call(api, administrator, { method: 'POST', url, body })

test('a merger is previewed, confirmed, told to the screens, and undone', async () => {
  const { health, finance } = await seedProvince(api.store)
  api.clock.nowMs += 1_000
  const change = {
    kind: 'merge',
    fromAgencyIds: [finance],
    toAgencyId: health,
    as: 'merged',
    onDay: '2026-11-08',
    source: 'Nghị quyết 202/2025/QH15',
  }
  const events: string[] = []
  api.events.subscribe(({ kind }) => events.push(kind))
  const preview = await post('/api/organisation-changes/preview', { change })
  expect([preview.statusCode, events]).toEqual([200, []])
  const done = changeEffect.parse((await post('/api/organisation-changes', { change })).json())
  expect({ ...done, changeId: null }).toEqual(preview.json())
  expect(events).toEqual(['register-changed'])

  const tree = (await get('/api/organisations?standing=no&q=tai%20chinh')).json()
  const [moved] = tree.organisations
  expect(moved).toMatchObject({
    name: 'Sở Tài chính',
    isStanding: false,
    untilDay: '2026-11-07',
    hosts: 0,
    successors: [{ id: health, name: 'Sở Y tế', kind: 'merged', onDay: '2026-11-08' }],
  })
  const one = organisationView.parse((await get(`/api/organisations/${health}`)).json())
  expect(one.predecessors).toMatchObject([{ id: finance }])
  expect((await get(`/api/hosts?under=${health}`)).json().total).toBe(one.hosts)

  const changes = (await get('/api/organisation-changes')).json().changes
  expect(changes[0]).toMatchObject({ changeId: done.changeId, kind: 'merge', undoneMs: null })
  api.clock.nowMs += 1_000
  const undone = await post(`/api/organisation-changes/${done.changeId}/undo`, {})
  expect(undone.statusCode).toBe(200)
  expect(await recount(api.store.db)).toEqual([])
})

test('what is asked wrongly is answered by a code', async () => {
  const version = aVersion({ name: 'Vòng', parentId: 'nobody' })
  const answers = await Promise.all([
    get('/api/organisations/nobody'),
    get('/api/hosts?under=nobody'),
    post('/api/organisation-changes', { change: { kind: 'create', version } }),
    post('/api/organisation-changes', { change: { kind: 'unknown' } }),
    post('/api/organisation-changes/999/undo', {}),
    post('/api/organisation-changes', {
      change: { kind: 'create', version: aVersion({ fromDay: '2025-02-29' }) },
    }),
  ])
  expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
    [404, 'AGENCY_NOT_FOUND'],
    [404, 'AGENCY_NOT_FOUND'],
    [404, 'AGENCY_NOT_FOUND'],
    [400, 'REQUEST_INVALID'],
    [409, 'ORGANISATION_NOTHING_TO_UNDO'],
    [400, 'REQUEST_INVALID'],
  ])
})

test('suggested roles go once they are recorded', async () => {
  const before = (await get('/api/organisation-roles')).json()
  const [{ note: _note, ...suggestion }] = before.suggestions
  const assignment = { ...suggestion, agencyId: null, forAgencyId: null }
  const change = { kind: 'assign-role', assignment }
  expect((await post('/api/organisation-changes', { change })).statusCode).toBe(200)
  const after = (await get('/api/organisation-roles')).json()
  expect(after.roles).toMatchObject([{ role: suggestion.role, actor: 'user administrator' }])
  expect(after.suggestions).toEqual(before.suggestions.slice(1))
})
