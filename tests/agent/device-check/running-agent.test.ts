import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dueDevice } from '#agent/device-check/due.ts'
import sealedFile from '#agent/rules/devices.json' with { type: 'json' }
import { openDeviceRules, type ChallengedRule } from '#agent/rules/devices.ts'
import { vietnamTime } from '#protocol/device-checks.ts'
import { hostId, type HostId } from '#protocol/values.ts'
import type { Store } from '#collector/deps.ts'
import { readResults } from '#store/device-checks/results.ts'
import { openStoreBeside } from '#store/open.ts'
import { authorise, cameraMac, putCamera } from '#tests/collector/device-checks/in-store.ts'
import { ownKeys, signedOtherwise } from '#tests/collector/device-checks/made-authorisation.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  administratorPassword,
  freePort,
  makeJoin,
  startProduct,
  temporaryFolder,
  until,
  type Running,
} from '#tests/support/processes.ts'
import { anAuthorisation } from './signed-authorisation.ts'

/*
 * The product as it is installed: a collector and an agent that runs and starts its own child in one network, and in another
 * a camera that really has the address and the hardware address of the register. The pair is one of the sealed rules. No
 * network of this machine is touched: browsers end what they load when one changes.
 */

const office = `khien-office-${process.pid}`
const room = `khien-camera-${process.pid}`
const [own, camera] = ['192.168.1.39/24', '192.168.1.40/24']
const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' })

const rule = openDeviceRules().find(
  (one): one is ChallengedRule => one.way === 'http-basic' && one.signs.length === 2,
)
if (rule === undefined) throw new Error('no rule of HTTP Basic')
const said = (place: string) =>
  rule.signs.flatMap((sign) => (sign.in === place ? [sign.has] : [])).join(' ')
const pair = `${rule.account}:${rule.password}`

let missing: string | null = null
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: Running
let agent: Running
let device: ChildProcess
let store: Store
let text: Awaited<ReturnType<typeof authorise>> | null = null
const asked: string[] = []

beforeAll(async () => {
  missing = whyNot()
  if (missing !== null) return
  await startCamera()
  folder = await temporaryFolder()
  const keys = { KHIEN_DEVICE_CHECK_KEYS: ownKeys.join() }
  const port = await freePort()
  collector = startProduct({ part: 'collector', network: office }, ['run'], {
    ...keys,
    KHIEN_DATA_DIR: folder.path,
    KHIEN_PORT: String(port),
    KHIEN_ADMIN_PASSWORD: administratorPassword,
  })
  await until('the collector to serve', () => collector.output().includes(`:${port}`), {
    deadlineMs: 30_000,
    explain: collector.output,
  })
  const joinString = await makeJoin({ dataDir: folder.path, port }, 'Sở Y tế')
  const data = { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent') }
  const settings = { ...data, ...keys, KHIEN_JOIN: joinString }
  agent = startProduct({ part: 'agent', network: office }, ['run'], settings)
  store = await openStoreBeside({
    url: null,
    file: join(folder.path, 'khien.sqlite'),
    log: quietLog,
  })
}, 90_000)

afterAll(async () => {
  if (missing !== null) return
  await store?.close()
  for (const running of [agent, collector]) {
    running?.signal('SIGTERM')
    await running?.ended
  }
  device?.kill()
  for (const network of [office, room]) ip('netns', 'del', network)
  await folder?.remove()
})

function whyNot(): string | null {
  try {
    for (const network of [office, room]) ip('netns', 'add', network)
    return null
  } catch (error) {
    return `no network namespaces: ${String(error).slice(0, 120)}`
  }
}

async function startCamera(): Promise<void> {
  const peer = ['type', 'veth', 'peer', 'name', 'there', 'netns', room]
  ip('-n', office, 'link', 'add', 'here', ...peer)
  ip('-n', room, 'link', 'set', 'there', 'address', cameraMac)
  ip('-n', room, 'address', 'add', camera, 'dev', 'there')
  ip('-n', room, 'link', 'set', 'there', 'up')
  ip('-n', office, 'address', 'add', own, 'dev', 'here')
  for (const device of ['lo', 'here']) ip('-n', office, 'link', 'set', device, 'up')
  const program = join(import.meta.dirname, 'camera-process.mjs')
  device = spawn('ip', ['netns', 'exec', room, process.execPath, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  device.stdout?.on('data', (data: Buffer) => asked.push(...data.toString().trim().split('\n')))
  const page = `<title>${said('title')}</title>${said('body')}`
  const what = { realm: said('realm'), server: said('server'), body: page, path: rule?.path, pair }
  device.stdin?.end(JSON.stringify(what))
  await until('the camera to listen', () => asked.splice(0).includes('listening'))
}

/** A window that began with the day and in which this device has had its minute; it stays open for a while. */
function windowOfNow(host: HostId, mac = cameraMac): { from: number; until: number } {
  const nowMs = Date.now()
  const { day, minute } = vietnamTime(nowMs)
  const devices = anAuthorisation.devices.map((one) => ({ ...one, mac }))
  const text = { ...anAuthorisation, hostId: host, issuedOn: day, untilDay: day, devices }
  for (let end = Math.min(minute + 3, 1440); end <= 1440; end += 1) {
    const window = { from: 0, until: end }
    if (dueDevice({ ...text, window }, { nowMs, lookedOn: () => null }) !== null) return window
  }
  throw new Error('no window in which it is its turn')
}

test('an agent that runs asks a camera once, by its own child, and the pair is nowhere', async (context) => {
  if (missing !== null) return context.skip(missing)
  const explain = () => `${agent.output()}\n${collector.output()}\n${asked.join()}`
  const row = await until(
    'the host',
    () => store.db.selectFrom('host').select(['id', 'agency_id']).executeTakeFirst(),
    { explain },
  )
  const host = hostId.parse(row.id)
  const entryId = await putCamera(store, row.agency_id, Date.now())
  const about = { agencyId: row.agency_id, hostId: host, entryId, port: 80, nowMs: Date.now() }
  text = await authorise(store, { ...about, window: windowOfNow(host) })
  const [result] = await until(
    'the result',
    async () => {
      const { results: found } = await readResults(store.db, { scope: 'all' })
      return found.length > 0 && found
    },
    { deadlineMs: 100_000, explain },
  )
  expect(result).toMatchObject({ mac: cameraMac, attempts: 1, result: { verdict: 'default' } })
  expect(result).toMatchObject({ result: { rule: rule.id } })
  expect(asked.filter((one) => one !== 'asked')).toEqual(['let in'])
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true })
  const written = files
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
  const everything = [...written, agent.output(), collector.output()]
  const spellings = [pair, Buffer.from(pair).toString('base64'), JSON.stringify(rule.password)]
  for (const spelling of spellings) {
    expect(everything.some((one) => one.includes(spelling))).toBe(false)
  }
}, 120_000)

test('no pair was ever in the memory of the agent that runs: only its child opens the rules', async (context) => {
  if (missing !== null) return context.skip(missing)
  const memory = memoryOf(agent.pid)
  // It is the memory of the agent: what it was told to check stands there, and so do the rules, sealed.
  expect(memory.includes(cameraMac)).toBe(true)
  expect(memory.includes(sealedFile.sealed.slice(0, 200))).toBe(true)
  const opened = openDeviceRules().flatMap((one) => ('password' in one ? [one.password] : []))
  expect(passwordsIn(memory).filter((one) => opened.includes(one))).toEqual([])
  expect(passwordsIn(Buffer.from(JSON.stringify(openDeviceRules())))).toEqual(opened)
}, 120_000)

/** What stands in this memory as the password of an opened rule does. */
function passwordsIn(memory: Buffer): string[] {
  const found: string[] = []
  const begin = '"password":"'
  for (let at = memory.indexOf(begin); at !== -1; at = memory.indexOf(begin, at + 1)) {
    const from = at + begin.length
    found.push(memory.subarray(from, memory.indexOf('"', from)).toString('latin1'))
  }
  return found
}

/** All memory that a process has written, as bytes. */
function memoryOf(pid: number): Buffer {
  const handle = openSync(`/proc/${pid}/mem`, 'r')
  const parts: Buffer[] = []
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = '', path = ''] =
      /^(\w+)-(\w+) rw\S+ \S+ \S+ \S+\s*(.*)$/.exec(line) ?? []
    if (from === '' || path.startsWith('/dev')) continue
    const size = Number.parseInt(to, 16) - Number.parseInt(from, 16)
    const part = Buffer.alloc(size)
    try {
      const length = readSync(handle, part, 0, size, Number.parseInt(from, 16))
      parts.push(part.subarray(0, length))
    } catch (error) {
      // It lives on meanwhile: what it gave back cannot be read any more.
      if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error
    }
  }
  closeSync(handle)
  return Buffer.concat(parts)
}

test('an earlier text that the collector hands out again gets no attempt, though the province signed it', async (context) => {
  if (missing !== null) return context.skip(missing)
  if (text === null) throw new Error('no text was taken before')
  const [device] = JSON.parse(text.content).devices
  const mac = '00:40:8c:65:43:21'
  const devices = [{ ...device, mac }]
  const window = windowOfNow(hostId.parse(JSON.parse(text.content).hostId), mac)
  const file = signedOtherwise(text.content, { sequence: text.sequence - 1, devices, window })
  const before = asked.length
  await store.db
    .updateTable('device_check_authorisation')
    .set({ file })
    .where('id', '=', text.id)
    .execute()
  const explain = () => `${agent.output()}\n${collector.output()}`
  const looks = () => agent.output().match(/.*"device checked".*/g) ?? []
  await until('a second look', () => looks().length === 2, { deadlineMs: 100_000, explain })
  expect(JSON.parse(looks()[1] ?? '')).toMatchObject({ because: 'replayed', attempts: 0 })
  expect(asked.slice(before)).toEqual([])
}, 120_000)
