import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ControlId } from '#protocol/controls.ts'
import { routes } from '#protocol/routes.ts'
import { hostView } from '#protocol/views.ts'
import { createAgency } from '#store/agencies.ts'
import { createToken } from '#store/tokens.ts'
import { aScriptMachine, type ScriptReadings } from '#tests/support/script-machine.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'

const fixture = new URL('../../fixtures/script-reports/windows-7.json', import.meta.url)
const readings = JSON.parse(readFileSync(fixture, 'utf8')) as ScriptReadings

let api: RunningApi
let admin: SignedIn
let port: number
let agencyId: string

beforeAll(async () => {
  api = await startApi()
  admin = await signInAs(api, 'administrator')
  agencyId = (
    await createAgency(api.store.db, { name: 'Sở Y tế', kind: 'sở', isSample: false }, by())
  ).id
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  const address = api.app.server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
})
afterAll(() => api.stop())

const by = () => ({
  actor: 'command',
  address: null,
  nowMs: api.clock.nowMs,
  newId: randomUUID,
  randomBytes,
})
const makeToken = async (usesMax = 1) => {
  const expiresMs = api.clock.nowMs + 3_600_000
  return (await createToken(api.store.db, { agencyId, usesMax, expiresMs }, by())).secret
}

/** Over real TLS, as the script does it. */
function post(bytes: Uint8Array): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const { method, path } = routes.postScriptReport
    const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length }
    const options = { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false }
    const asked = request(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(bytes)
  })
}

const carry = (bytes: Uint8Array, as = admin) =>
  call(api, as, {
    method: 'POST',
    url: routes.carryScriptReport.path,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })

async function page(id: string) {
  const answer = await call(api, admin, { method: 'GET', url: `/api/hosts/${id}` })
  return hostView.parse(answer.json())
}

const madeMs = () => api.clock.nowMs - 60_000

test('a Windows 7 that brings a token is enrolled, marked, and judged by the same controls', async () => {
  const machine = aScriptMachine()
  const token = await makeToken()
  const answer = await post(machine.report({ madeMs: madeMs(), session: 1, readings, token }))
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'stored' } })
  const view = await page(String(answer.body['hostId']))
  const cameMs = api.clock.nowMs
  expect(view.host.script).toEqual({ way: 'posted', madeMs: madeMs(), cameMs })
  expect(view.host).toMatchObject({ hostname: 'MAY-CU-01', osName: 'Windows 7 Professional' })
  const states = new Map(view.verdicts.map(({ control, state }) => [control, state]))
  const expected: Partial<Record<ControlId, string>> = {
    reporting: 'met',
    'os-supported': 'unmet',
    'firewall-on': 'met',
    'antivirus-running': 'met',
    'malware-handled': 'unknown',
  }
  expect(Object.fromEntries([...states].filter(([id]) => id in expected))).toEqual(expected)
})

test('a known key needs no token; the same report again changes nothing', async () => {
  const machine = aScriptMachine('MAY-CU-02')
  const token = await makeToken()
  const first = machine.report({ madeMs: madeMs(), session: 5, readings, token })
  await post(first)
  const next = machine.report({ madeMs: madeMs(), session: 6, readings })
  expect((await post(next)).body['outcome']).toBe('stored')
  expect((await post(next)).body['outcome']).toBe('duplicate')
  expect((await post(first)).body['outcome']).toBe('duplicate')
})

test('who has neither a known key nor a token that holds is not let in', async () => {
  const machine = aScriptMachine('MAY-CU-03')
  const said = { madeMs: madeMs(), session: 1, readings }
  const code = async (bytes: Uint8Array) => (await post(bytes)).body['code']
  expect(await code(machine.report(said))).toBe('HOST_UNKNOWN')
  expect(await code(machine.report({ ...said, token: 'a'.repeat(32) }))).toBe('TOKEN_UNKNOWN')
  const token = await makeToken(1)
  await post(aScriptMachine('MAY-CU-04').report({ ...said, token }))
  expect(await code(machine.report({ ...said, token }))).toBe('TOKEN_SPENT')
})

test('what was changed, cut, not JSON, or no report of a probe that there is, enrols nobody', async () => {
  const machine = aScriptMachine('MAY-CU-05')
  const token = await makeToken()
  const said = { madeMs: madeMs(), session: 1, readings, token }
  const whole = machine.report(said)
  const code = async (bytes: Uint8Array) => (await post(bytes)).body['code']
  expect(await code(Buffer.from(whole.toString().replace('"on"', '"of"')))).toBe('PROOF_INVALID')
  expect(await code(whole.subarray(0, whole.length - 9))).toBe('PROOF_INVALID')
  expect(await code(whole.subarray(0, 200))).toBe('SCRIPT_REPORT_INVALID')
  expect(await code(Buffer.from('﻿xin chào'))).toBe('SCRIPT_REPORT_INVALID')
  expect(await code(Buffer.from(whole.toString(), 'utf16le'))).toBe('SCRIPT_REPORT_INVALID')
  expect(await code(machine.report({ ...said, frame: '{' }))).toBe('FRAME_MALFORMED')
  const header = { type: 'report', sequence: 1, sentAtMs: madeMs(), confirmed: {} }
  const strange = JSON.stringify({ ...header, readings: [['weather', madeMs()]] })
  expect(await code(machine.report({ ...said, frame: `${strange}\n{}` }))).toBe('FRAME_MALFORMED')
  const wrong = JSON.stringify({ ...header, readings: [['os', madeMs()]] })
  expect(await code(machine.report({ ...said, frame: `${wrong}\n{}` }))).toBe('READING_INVALID')
  const stolen = Buffer.from(whole.toString().replace(machine.key, aScriptMachine().key))
  expect(await code(stolen)).toBe('PROOF_INVALID')
  const rows = await api.store.db
    .selectFrom('host')
    .select('id')
    .where('public_key', '=', machine.key)
    .execute()
  expect(rows).toEqual([])
})

test('a body beyond the limit is refused before it is read', async () => {
  const answer = await carry(Buffer.alloc(600_000, 'a'))
  expect(answer.statusCode).toBe(413)
})

test('a clock that is wrong by years is refused when the machine posts, and stands on its page', async () => {
  const machine = aScriptMachine('MAY-CU-06')
  const token = await makeToken()
  const said = { session: 1, readings, token }
  const year = 365 * 24 * 3_600_000
  const { body } = await post(machine.report({ ...said, madeMs: madeMs() }))
  const code = async (atMs: number) =>
    (await post(machine.report({ ...said, madeMs: atMs, session: 9 }))).body['code']
  expect(await code(api.clock.nowMs - 8 * year)).toBe('CLOCK_WRONG')
  expect(await code(api.clock.nowMs + 8 * year)).toBe('CLOCK_WRONG')
  const view = await page(String(body['hostId']))
  expect(view.refusals.map((refusal) => refusal.code)).toEqual(['CLOCK_WRONG', 'CLOCK_WRONG'])
})

test('a copied disk with the key of another machine is refused and both are marked', async () => {
  const machine = aScriptMachine('MAY-CU-07')
  const token = await makeToken()
  const said = { madeMs: madeMs(), readings, token }
  const { body } = await post(machine.report({ ...said, session: 1 }))
  const statement = { hardwareSigns: ['uuid:ffffffffffffffff'] }
  const copy = await post(machine.report({ ...said, session: 2, statement }))
  expect(copy).toMatchObject({ status: 409, body: { code: 'SCRIPT_KEY_SHARED' } })
  expect((await page(String(body['hostId']))).host.isSharingKey).toBe(true)
})

test('a carried report keeps when it was made and when it came; older ones are refused', async () => {
  const machine = aScriptMachine('MAY-CU-08')
  const token = await makeToken()
  const oldMs = api.clock.nowMs - 5 * 24 * 3_600_000
  const report = machine.report({ madeMs: oldMs, session: 3, readings, token })
  const taken = await carry(report)
  expect(taken.json()).toMatchObject({ hostname: 'MAY-CU-08', madeMs: oldMs })
  const view = await page(String(taken.json().hostId))
  expect(view.host.script).toEqual({ way: 'carried', madeMs: oldMs, cameMs: api.clock.nowMs })
  expect((await carry(report)).json().code).toBe('SCRIPT_REPORT_OLDER')
  const older = machine.report({ madeMs: oldMs, session: 2, readings })
  expect((await carry(older)).json().code).toBe('SCRIPT_REPORT_OLDER')
})

test('somebody of another agency hands nothing in for this one', async () => {
  const agency = { name: 'Sở Tài chính', kind: 'sở', isSample: false }
  const { id: otherId } = await createAgency(api.store.db, agency, by())
  const officer = await signInAs(api, 'agency-officer', 'cán bộ', otherId)
  const machine = aScriptMachine('MAY-CU-09')
  const token = await makeToken()
  const said = { madeMs: madeMs(), readings, token }
  const refused = await carry(machine.report({ ...said, session: 1 }), officer)
  expect(refused.json().code).toBe('TOKEN_UNKNOWN')
  await post(machine.report({ ...said, session: 1 }))
  const known = await carry(machine.report({ ...said, session: 2 }), officer)
  expect(known.json().code).toBe('HOST_NOT_FOUND')
})

test('an address that tries wrong tokens is turned away for a while', async () => {
  const said = { madeMs: madeMs(), session: 1, readings, token: 'b'.repeat(32) }
  const bytes = aScriptMachine('MAY-CU-10').report(said)
  const codes: unknown[] = []
  for (let tries = 0; tries < 12; tries++) codes.push((await post(bytes)).body['code'])
  expect(codes.at(-1)).toBe('TOO_MANY_CONNECTIONS')
})
