import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AskDevice } from '#agent/device-check/ask-child.ts'
import { checkDevice } from '#agent/device-check/check.ts'
import { DeviceChecks } from '#agent/device-check/checks.ts'
import { openLedger } from '#agent/device-check/ledger.ts'
import { signerOf } from '#agent/identity.ts'
import { deviceCheckAuthorisation, vietnamTime } from '#protocol/device-checks.ts'
import type { HostId } from '#protocol/values.ts'
import { readResults } from '#store/device-checks/results.ts'
import { setSwitch } from '#store/device-checks/switch.ts'
import { authorise, cameraMac, putCamera } from '#tests/collector/device-checks/in-store.ts'
import {
  ownKeys,
  signedOtherwise,
  stranger,
} from '#tests/collector/device-checks/made-authorisation.ts'
import { startGateway, type RunningGateway } from '#tests/collector/gateway/running-gateway.ts'
import { keptLog, linkTo, type TestedLink } from '#tests/support/agent-parts.ts'
import { digestCamera } from './cameras.ts'
import type { LabDevice } from './lab-devices.ts'
import { labRules } from './lab.ts'

/*
 * From the signed text on the collector to the stored result, over real TLS: an agent's own scheduler, ledger and
 * verification against a camera of the lab, which stands on loopback for the address of the text.
 */

const password = 'lab-default'
let gateway: RunningGateway
let folder: string
let camera: LabDevice
let log: ReturnType<typeof keptLog>
let agent: { checks: DeviceChecks; link: TestedLink; hostId: HostId }

beforeEach(async () => {
  gateway = await startGateway()
  folder = mkdtempSync(join(tmpdir(), 'khien-whole-way-'))
  log = keptLog()
  camera = await digestCamera({ password })
  agent = await startAgent()
})
afterEach(async () => {
  await agent.checks.stop()
  await agent.link.stop()
  await camera.close()
  await gateway.stop()
  rmSync(folder, { recursive: true })
})

/** The last minute of today, when every device has had its turn. */
const lateToday = () => Date.parse(`${vietnamTime(Date.now()).day}T16:59:30Z`)

const askLab: AskDevice = async ({ file, mac, dataDir }, signal) => {
  const ledger = openLedger(join(dataDir, 'device-checks.json'))
  const text = deviceCheckAuthorisation.parse(JSON.parse(file.split('\n')[0] ?? ''))
  const device = text.devices.find((one) => one.mac === mac)
  if (ledger === 'damaged' || !device) throw new Error('not in the lab')
  const checking = checkDevice(
    { ...device, address: '127.0.0.1' },
    {
      rules: labRules,
      ledger,
      attemptsADay: 1,
      ranges: ['127.0.0.0/8'],
      now: Date.now,
      random: () => 'c0ffee5eed',
      macOf: async () => mac,
    },
  )
  const stopped = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null))
  })
  const checked = await Promise.race([checking, stopped])
  return checked && { ...checked, mac, checkedMs: Date.now(), rules: 'lab' }
}

async function startAgent(ask: AskDevice = askLab) {
  const { hostId, ...signer } = signerOf(generateKeyPairSync('ed25519').privateKey)
  const clock = { now: lateToday }
  const checks = new DeviceChecks({
    folder,
    hostId,
    keys: ownKeys,
    clock,
    log,
    ask,
    lookEveryMs: 40,
  })
  checks.begin()
  const welcomed = Promise.withResolvers<void>()
  const link = linkTo(
    { address: `127.0.0.1:${gateway.port}`, pins: [...gateway.authority.pins] },
    {
      token: (await gateway.makeToken()).secret,
      signer,
      capabilities: ['device-checks'],
      deviceChecks: checks,
      on: { welcomed: () => welcomed.resolve() },
    },
  )
  await welcomed.promise
  return { checks, link, hostId }
}

async function authorised({ isTold } = { isTold: true }) {
  const { store, agencyId, deviceChecks } = gateway
  const nowMs = Date.now()
  const entryId = await putCamera(store, agencyId, nowMs)
  const { hostId } = agent
  const made = await authorise(store, { agencyId, hostId, entryId, port: camera.port, nowMs })
  if (isTold) await deviceChecks.reload()
  return made
}
const results = async () => (await readResults(gateway.store.db, { scope: 'all' })).results
const shortly = () => new Promise((resolve) => setTimeout(resolve, 300))

test('a signed text becomes one attempt, one stored result, and the pair stands nowhere', async () => {
  const { id } = await authorised()
  await vi.waitFor(async () => expect(await results()).toHaveLength(1), 5_000)
  await shortly()
  const [result] = await results()
  expect(result).toMatchObject({
    authorisationId: id,
    mac: cameraMac,
    attempts: 1,
    result: { verdict: 'default', rule: 'lab-digest' },
  })
  expect(camera.counts).toEqual({ attempts: 1, failed: 0 })
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  await sql`pragma wal_checkpoint(truncate)`.execute(gateway.store.db)
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(gateway.store.db)
  const database = readFileSync(rows[0]?.file ?? '').toString('latin1')
  expect(database).toContain('lab-digest')
  for (const text of [database, log.lines.join(''), ...files]) expect(text).not.toContain(password)
  expect(JSON.parse(files.find((text) => text.includes('nextNumber')) ?? '{}')).toMatchObject({
    results: [],
    nextNumber: 2,
  })
})

test('a collector that forges, widens, redirects or signs by itself gets no attempt', async () => {
  const { id, content, file } = await authorised({ isTold: false })
  const tell = async (text: string) => {
    await gateway.store.db
      .updateTable('device_check_authorisation')
      .set({ file: text })
      .where('id', '=', id)
      .execute()
    await gateway.deviceChecks.reload()
    await shortly()
    return camera.requests.length
  }
  expect(await tell(signedOtherwise(content, {}, stranger))).toBe(0)
  expect(await tell(signedOtherwise(content, { hostId: 'k4xq7m2c5wz3hnd6b2rtyaoev4' }))).toBe(0)
  expect(await tell(signedOtherwise(content, { subnet: '192.168.0.0/16' }))).toBe(0)
  expect(await tell(signedOtherwise(content, { untilDay: '2026-01-01' }))).toBe(0)
  expect(await tell(file.replace('192.168.1.40', '192.168.1.41'))).toBe(0)
  expect(await tell('not a text')).toBe(0)
  expect(await tell(file)).toBeGreaterThan(0)
})

test('the switch of the province ends a check that runs, and stays until it is told otherwise', async () => {
  await agent.checks.stop()
  await agent.link.stop()
  const begun = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  agent = await startAgent(async (_order, signal) => {
    begun.resolve()
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    ended.resolve()
    return null
  })
  await authorised()
  await begun.promise
  const { db, engine } = gateway.store
  const by = { actor: 'user cert', author: 'cert', address: null, nowMs: Date.now() }
  const stop = { isStopped: true, reason: 'Sự cố', expectedRevision: 0 }
  await db.transaction().execute((trx) => setSwitch({ trx, engine }, stop, by))
  await gateway.deviceChecks.reload()
  await ended.promise
  await agent.checks.stop()
  const kept = JSON.parse(readFileSync(join(folder, 'device-orders.json'), 'utf8'))
  expect(kept).toMatchObject({ isStopped: true, file: null, results: [] })
  expect(await results()).toEqual([])
})

test('an agent that was killed while it checked begins no second look that day', async () => {
  await agent.checks.stop()
  await agent.link.stop()
  const looks: string[] = []
  const dying: AskDevice = async ({ mac }) => {
    looks.push(mac)
    return null
  }
  agent = await startAgent(dying)
  await authorised()
  await vi.waitFor(() => expect(looks).toEqual([cameraMac]), 5_000)
  await agent.checks.stop()
  const { hostId } = agent
  const clock = { now: lateToday }
  const again = new DeviceChecks({
    folder,
    hostId,
    keys: ownKeys,
    clock,
    log,
    ask: dying,
    lookEveryMs: 40,
  })
  again.begin()
  await shortly()
  await again.stop()
  expect(looks).toEqual([cameraMac])
})
