import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { importCheck, importLimits, importView, type ImportChoice } from '#protocol/import-views.ts'
import { createAgency } from '#store/agencies.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'

const uploaded = z.object({ import: importView, sameFile: z.array(importView) })

let api: RunningApi
let administrator: SignedIn
let reader: SignedIn
let agencyId: string

beforeAll(async () => {
  api = await startApi()
  administrator = await signInAs(api, 'administrator')
  reader = await signInAs(api, 'leader')
  const by = { actor: 'command', address: null, nowMs: api.clock.nowMs, newId: randomUUID }
  const agency = { name: 'Sở Y tế', kind: 'sở', isSample: false }
  agencyId = (await createAgency(api.store.db, agency, by)).id
})
afterAll(() => api.stop())

const upload = (
  text: string,
  as: SignedIn | null = administrator,
  type = 'application/octet-stream',
) =>
  call(api, as, {
    method: 'POST',
    url: '/api/imports?fileName=m%C3%A1y.csv',
    headers: { 'content-type': type },
    payload: Buffer.from(text, 'utf8'),
  })

const draftOf = async (text: string) => uploaded.parse((await upload(text)).json()).import

const choice = (changes: Partial<ImportChoice> = {}): ImportChoice => ({
  kind: 'machine',
  agencyId,
  fromDay: '2026-01-01',
  evidence: null,
  sheet: null,
  headerRow: null,
  mapping: null,
  standing: 'correct',
  ...changes,
})

const post = (id: string, what: 'check' | 'run' | 'undo', body?: ImportChoice) =>
  call(api, administrator, {
    method: 'POST',
    url: `/api/imports/${id}/${what}`,
    ...(body ? { body } : {}),
  })

const entries = async () => {
  const rows = await api.store.db
    .selectFrom('entry')
    .select(['entry_id', 'body', 'evidence', 'import_id', 'is_withdrawn'])
    .where('superseded_ms', 'is', null)
    .where('agency_id', '=', agencyId)
    .orderBy('row_id')
    .execute()
  return rows.map((row) => ({ ...row, code: String(JSON.parse(row.body).code) }))
}

const first = 'Mã máy;Loại máy;Phòng\nM1;PC;A1\nM2;Máy chủ;A2\n'

test('a file goes from upload over dry run to the register, and back by its undo', async () => {
  const draft = await draftOf(first)
  expect(draft).toMatchObject({
    fileName: 'máy.csv',
    status: 'draft',
    fileBytes: Buffer.byteLength(first),
  })
  const checked = importCheck.parse((await post(draft.id, 'check', choice())).json())
  expect(checked.counts).toEqual({ rows: 2, added: 2, corrected: 0, unchanged: 0, wrong: 0 })
  expect(await entries()).toEqual([])

  const done = importView.parse((await post(draft.id, 'run', choice())).json())
  expect(done).toMatchObject({ status: 'done', kind: 'machine', counts: { added: 2 } })
  expect(await entries()).toMatchObject([
    { code: 'M1', evidence: 'máy.csv', import_id: draft.id },
    { code: 'M2', evidence: 'máy.csv', import_id: draft.id },
  ])

  const second = await draftOf('Mã máy;Loại máy;Phòng\nM1;PC;B9\nM2;Máy chủ;A2\nM3;PC;A3\n')
  const corrected = await post(second.id, 'run', choice({ fromDay: '2026-02-01' }))
  expect(corrected.json()).toMatchObject({
    counts: { rows: 3, added: 1, corrected: 1, unchanged: 1, wrong: 0 },
  })
  const undone = importView.parse((await post(second.id, 'undo')).json())
  expect(undone).toMatchObject({ status: 'undone', undoneBy: 'user administrator', undoSkipped: 0 })
  const standing = (await entries()).filter(({ is_withdrawn }) => is_withdrawn === 0)
  const newest = new Map(standing.map(({ entry_id, body }) => [entry_id, JSON.parse(body)]))
  expect([...newest.values()].map(({ code, room }) => `${code} ${room}`).sort()).toEqual([
    'M1 A1',
    'M2 A2',
  ])
  expect((await post(second.id, 'undo')).json()).toMatchObject({ code: 'IMPORT_NOT_DONE' })
})

test('the same bytes are recognised, and heads that were mapped once are mapped again', async () => {
  const odd = 'Cột 1;Cột 2\nX1;PC\n'
  const draft = await draftOf(odd)
  const mapping = ['code', 'class']
  expect((await post(draft.id, 'run', choice({ mapping }))).statusCode).toBe(200)
  const again = uploaded.parse((await upload(odd)).json())
  expect(again.sameFile.map(({ id }) => id)).toEqual([draft.id])
  const checked = importCheck.parse((await post(again.import.id, 'check', choice())).json())
  expect(checked).toMatchObject({ mappingFrom: 'remembered', counts: { unchanged: 1, added: 0 } })
})

test('one wrong row keeps every row out', async () => {
  const before = await entries()
  const draft = await draftOf('Mã máy;Loại máy\nN1;PC\nN2;xe máy\n')
  expect((await post(draft.id, 'run', choice())).json()).toEqual({
    code: 'IMPORT_HAS_ERRORS',
    params: { errors: 1 },
  })
  expect(await entries()).toEqual(before)
})

test('an import is written down in the audit with who did it', async () => {
  const actions = await api.store.db
    .selectFrom('audit')
    .select(['action', 'actor'])
    .where('action', 'like', '%-import')
    .execute()
  expect(actions).toContainEqual({ action: 'run-import', actor: 'user administrator' })
  expect(actions).toContainEqual({ action: 'undo-import', actor: 'user administrator' })
})

test('only administrators upload, with the token of their session', async () => {
  expect((await upload(first, null)).json()).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect((await upload(first, reader)).json()).toMatchObject({ code: 'NOT_ALLOWED' })
  const forged = { ...administrator, csrf: 'x' }
  expect((await upload(first, forged)).json()).toMatchObject({ code: 'NOT_ALLOWED' })
  const list = await call(api, reader, { method: 'GET', url: '/api/imports?status=done' })
  expect(list.json().imports.length).toBeGreaterThan(0)
})

test('what is no file, empty or too large is a worded answer', async () => {
  expect((await upload('')).json()).toMatchObject({ code: 'IMPORT_FILE_EMPTY' })
  expect((await upload('{}', administrator, 'application/json')).statusCode).toBe(400)
  const large = await upload('a'.repeat(importLimits.fileBytesMax + 1))
  expect([large.statusCode, large.json()]).toEqual([
    413,
    { code: 'IMPORT_FILE_TOO_LARGE', params: { bytesMax: importLimits.fileBytesMax } },
  ])
})

test('days, agencies and imports that do not exist are worded answers', async () => {
  const draft = await draftOf(first)
  const codeOf = async (body: ImportChoice) => (await post(draft.id, 'check', body)).json().code
  expect(await codeOf(choice({ fromDay: '2999-01-01' }))).toBe('ENTRY_DAY_INVALID')
  expect(await codeOf(choice({ agencyId: 'nobody' }))).toBe('AGENCY_NOT_FOUND')
  expect(await codeOf(choice({ mapping: ['code', 'code', null] }))).toBe('IMPORT_MAPPING_INVALID')
  expect(await codeOf(choice({ sheet: 2 }))).toBe('IMPORT_SHEET_UNKNOWN')
  expect((await post('nothing', 'check', choice())).json().code).toBe('IMPORT_NOT_FOUND')
  const url = `/api/imports/${draft.id}`
  expect((await call(api, administrator, { method: 'DELETE', url })).json()).toEqual({})
  expect((await call(api, administrator, { method: 'GET', url })).statusCode).toBe(404)
})

test('a template is a file to download, also with what stands', async () => {
  const get = (query: string) =>
    call(api, reader, { method: 'GET', url: `/api/import-templates/machine?${query}` })
  const csv = await get('format=csv&filled=yes')
  expect(csv.headers['content-disposition']).toBe('attachment; filename="khien-machine.csv"')
  expect(csv.body).toContain('Sở Y tế;M1;Máy trạm')
  const draft = await draftOf(csv.body)
  const checked = importCheck.parse((await post(draft.id, 'check', choice())).json())
  expect(checked.counts).toMatchObject({ added: 0, corrected: 0, wrong: 0 })
  const xlsx = await get('format=xlsx')
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
})
