import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDeviceChecks } from '#collector/device-checks.ts'
import {
  deviceCheckAuthorisation,
  deviceCheckCapability,
  type DeviceCheckResult,
} from '#protocol/device-checks.ts'
import type { HostId } from '#protocol/values.ts'
import {
  call,
  password,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { faultsOfPage, settled, showIn } from '#tests/support/screen-faults.ts'
import { seedProvince } from '#tests/support/seed.ts'

/*
 * From the draft to the result as four people see it: an administrator, the head of the agency, the holder of the key
 * with the real command, and the response team that stops everything.
 * With SCREENS_FOLDER set, pictures are kept there for people who look.
 */

const checkout = join(import.meta.dirname, '../../..')
const webFolder = process.env['WEB_FOLDER'] ?? join(checkout, 'collector/web/dist')
const picturesFolder = process.env['SCREENS_FOLDER']
const mac = '00:40:8c:12:34:56'
const document = 'Kế hoạch 12/KH-UBND ngày 10/11/2026'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let api: RunningApi
let browser: Browser
let origin: string
let administrator: SignedIn
let asking: { id: HostId; hostname: string }
const faults: string[] = []

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  const said = keyCommand('keys', '--key', join(folder.path, 'key.pem'))
  const publicKey = /[\w-]{43}/.exec(said)?.[0] ?? ''
  api = await startApi({ webFolder, deviceCheckKeys: [publicKey] })
  const { health } = await seedProvince(api.store, 12)
  administrator = await signInAs(api, 'administrator')
  await signInAs(api, 'agency-head', 'agency-head', health)
  await signInAs(api, 'cert')
  asking = await api.store.db
    .selectFrom('host')
    .select(['id', 'hostname'])
    .where('agency_id', '=', health)
    .executeTakeFirstOrThrow()
  await declareCamera(health)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  origin = address.replace('127.0.0.1', 'localhost')
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await folder?.remove()
})

test('drafted, agreed, signed with the command, handed in, and the result is shown', async () => {
  const desk = await pageOf('administrator')
  await desk.goto(`${origin}/register/device-checks`)
  await desk.getByText('Chưa có văn bản cho phép nào').waitFor()
  await look(desk, 'empty')
  await fillDraft(desk)
  await desk.getByRole('button', { name: 'Lưu dự thảo' }).click()
  await desk.getByText('Dự thảo', { exact: true }).waitFor()
  await desk.getByText('được hỏi 1 thiết bị của').waitFor()
  await look(desk, 'draft')
  const path = new URL(desk.url()).pathname

  const head = await pageOf('agency-head')
  await head.goto(`${origin}${path}`)
  await head.getByRole('button', { name: 'Không đồng ý' }).waitFor()
  await look(head, 'agreement')
  await head.getByRole('button', { name: 'Đồng ý', exact: true }).click()
  await head.getByText('Cơ quan đã đồng ý').waitFor()
  await head.context().close()

  await desk.reload()
  const taken = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Tải văn bản để ký' }).click()
  const text = join(folder.path, 'text.json')
  await (await taken).saveAs(text)
  const signed = join(folder.path, 'text.signed')
  const key = join(folder.path, 'key.pem')
  expect(keyCommand('sign', '--key', key, '--text', text, '--out', signed)).toContain(document)
  const upload = desk.locator('#main input[type=file]')
  await upload.setInputFiles(text)
  await desk.getByRole('alert').waitFor()
  await upload.setInputFiles(signed)
  await desk.getByText('Đã ký, chưa tới máy').waitFor()

  await handOverAndSettle({ verdict: 'default', rule: 'hikvision-camera' })
  await desk.reload()
  await desk.getByText('Đã giao cho máy', { exact: true }).waitFor()
  await look(desk, 'in-force')
  await desk.getByRole('link', { name: '1/1 thiết bị đã có kết quả' }).click()
  await desk.getByRole('cell', { name: 'Đang dùng mật khẩu mặc định' }).waitFor()
  await look(desk, 'results')
  await desk.getByRole('link', { name: 'CAM-01' }).click()
  await desk.getByText('Configuration > System > User Management: đổi mật khẩu').waitFor()
  await look(desk, 'device')
  await desk.context().close()
  expect(faults).toEqual([])
}, 90_000)

test('the response team stops the whole province, and the screen says so', async () => {
  const team = await pageOf('cert')
  await team.goto(`${origin}/register/device-checks`)
  await team.getByText('Đang bật', { exact: true }).waitFor()
  await team.getByRole('button', { name: 'Dừng toàn tỉnh' }).click()
  const dialog = team.getByRole('dialog')
  const stop = dialog.getByRole('button', { name: 'Dừng toàn tỉnh' })
  expect(await stop.isDisabled()).toBe(true)
  await dialog.getByLabel('Lý do').fill('Nghi ngờ máy chủ bị xâm nhập')
  await stop.click()
  await team.getByText('Đang dừng', { exact: true }).waitFor()
  await team.getByText('Nghi ngờ máy chủ bị xâm nhập').waitFor()
  await look(team, 'stopped')
  await team.context().close()
  expect(faults).toEqual([])
}, 60_000)

const keyCommand = (...given: string[]) =>
  execFileSync(process.execPath, ['scripts/device-checks.mjs', ...given], {
    cwd: checkout,
    encoding: 'utf8',
  })

async function declareCamera(agencyId: string): Promise<void> {
  const body = {
    code: 'CAM-01',
    kind: 'camera',
    vendor: 'Hikvision',
    model: 'DS-2CD1023',
    address: '10.20.30.40',
    mac,
    place: 'Cổng chính',
    owner: 'Bà Lan',
    state: 'in-use',
    stateReason: null,
  }
  const entry = { kind: 'device', agencyId, body, fromDay: '2026-01-01', evidence: null }
  const id = told(await post('/api/register/entries', entry)).entry.entryId
  const review = { status: 'under-review', answers: {}, note: null, expectedRevision: 0 }
  await post(`/api/devices/${id}/reviews`, review)
}

async function post(url: string, body: object) {
  const answer = await call(api, administrator, { method: 'POST', url, body })
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body])
  return answer
}

const told = (answer: { json(): { entry: { entryId: string } } }) => answer.json()

async function fillDraft(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Soạn văn bản' }).click()
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: option }).first().click()
  }
  await choose('Cơ quan, đơn vị', 'Sở Y tế')
  await choose('Máy kiểm tra', asking.hostname)
  await page.getByLabel('Mạng của máy kiểm tra').fill('10.20.30.0/24')
  await page.getByLabel('Hỏi CAM-01').check()
  await page.getByLabel('Số, ngày và trích yếu văn bản').fill(document)
  await page.getByLabel('Người phê duyệt').fill('Phó Chủ tịch UBND tỉnh')
  await page.getByLabel('Đến hết ngày').fill('31/12/2026')
  await look(page, 'form')
}

/** As the gateway does: hands the signed text to the host, and takes what the host sends back. */
async function handOverAndSettle(result: DeviceCheckResult): Promise<void> {
  const log = pino({ level: 'silent' })
  const { clock, events, store } = api
  const checks = await openDeviceChecks({ store, events, log, now: () => clock.nowMs })
  const host = { hostId: asking.id, capabilities: [deviceCheckCapability] }
  const frame = checks.frameFor(host)
  if (frame?.type !== 'device-checks') throw new Error('nothing is handed out')
  const [text = ''] = (frame.file ?? '').split('\n')
  const { sequence } = deviceCheckAuthorisation.parse(JSON.parse(text))
  clock.nowMs += 60_000
  const checkedMs = clock.nowMs
  const report = { mac, checkedMs, rules: '2026-11-22', attempts: 1, result }
  const sent = { type: 'device-checked', number: 1, authorisation: sequence, report } as const
  expect(await checks.settle(asking.id, sent)).toMatchObject({ isStored: true })
  checks.close()
}

async function pageOf(name: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${origin}/`)
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
  return page
}

const looks = [
  [1440, 'light'],
  [390, 'dark'],
] as const
/** Each screen of the journey in one of the looks; whoever wants pictures gets both. */
const seen: string[] = []

/** Clean by axe (WCAG 2.2 AA), and nothing that scrolls sideways. */
async function look(page: Page, name: string): Promise<void> {
  const here = picturesFolder ? looks : looks.filter((_, index) => index === seen.length % 2)
  seen.push(name)
  for (const [width, scheme] of here) {
    await page.setViewportSize({ width, height: 900 })
    await showIn(page, scheme)
    await settled(page)
    faults.push(...(await faultsOfPage(page)).map((fault) => `${name} ${width}: ${fault}`))
    if (picturesFolder) {
      await page.screenshot({ path: join(picturesFolder, `${name}_${width}.png`), fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await showIn(page, 'light')
}
