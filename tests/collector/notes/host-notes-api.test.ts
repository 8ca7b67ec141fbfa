import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostNoteLimits } from '#protocol/host-notes.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seedProvince } from '#tests/support/seed.ts'

let api: RunningApi
let hostId: string
let officer: SignedIn
let another: SignedIn
let leader: SignedIn

beforeAll(async () => {
  api = await startApi()
  const province = await seedProvince(api.store, 12)
  hostId = province.hosts.find(({ agencyId }) => agencyId === province.health)?.id ?? ''
  officer = await signInAs(api, 'officer')
  another = await signInAs(api, 'agency-officer', 'lan', province.health)
  leader = await signInAs(api, 'leader')
})
afterAll(() => api.stop())

const url = () => `/api/hosts/${hostId}/notes`
const write = (text: unknown, as = officer) =>
  call(api, as, { method: 'POST', url: url(), body: { text } })
const read = async (as: SignedIn) => (await call(api, as, { method: 'GET', url: url() })).json()

test('text comes back as NFC and otherwise letter by letter', async () => {
  const decomposed = '  <img src=x onerror=alert(1)> Máy 🖥️ hỏng\nổ đĩa  '.normalize('NFD')
  const { note } = (await write(decomposed)).json()
  expect(note.text).toBe('<img src=x onerror=alert(1)> Máy 🖥️ hỏng\nổ đĩa')
  expect((await read(leader)).notes[0]).toMatchObject({ text: note.text, by: 'officer' })
})

test('what is empty, too long, or what no database takes is refused', async () => {
  const tooLong = 'a'.repeat(hostNoteLimits.characters + 1)
  for (const text of ['', ' \n ', tooLong, 'a\0b', 'lone \ud83d surrogate', 7]) {
    const answer = await write(text)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID'])
  }
  expect((await write('a'.repeat(hostNoteLimits.characters))).statusCode).toBe(200)
})

test('each reader is told which notes they may retract, and the route agrees', async () => {
  const { note } = (await write('của chuyên viên')).json()
  const told = async (as: SignedIn) =>
    (await read(as)).notes.find(({ id }: { id: string }) => id === note.id).mayRetract
  const administrator = await signInAs(api, 'administrator')
  expect([await told(officer), await told(another), await told(administrator)]).toEqual([
    true,
    false,
    true,
  ])
  const retract = (as: SignedIn) =>
    call(api, as, { method: 'POST', url: `${url()}/${note.id}/retraction`, body: {} })
  expect((await retract(another)).json()).toMatchObject({ code: 'NOTE_NOT_YOURS' })
  expect((await retract(officer)).json().note.retracted).toMatchObject({ by: 'officer' })
  expect(await told(administrator)).toBe(false)
})

test('a past day shows the notes of that day, and none of them to retract', async () => {
  const before = api.clock.nowMs - 1000
  const answer = await call(api, officer, { method: 'GET', url: `${url()}?asOf=${before}` })
  expect(answer.json().notes).toEqual([])
})
