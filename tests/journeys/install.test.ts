import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { joinPlaceholder } from '#domain/agency-installer.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  startProduct,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage, showIn } from '#tests/support/screen-faults.ts'

/*
 * An agency's machines arrive: a token from the page, the command as it was copied, a real agent, the counter while the
 * page is open, and a sheet of paper whose code a scanner reads.
 */

vi.setConfig({ testTimeout: 60_000 })

const agency =
  `Ủy ban nhân dân xã “Đặc Biệt” $(rm) %PATH% \`x\` <script>alert(1)</script> ${'dài '.repeat(40)}`
    .slice(0, 200)
    .trim()
const deb = 'khien-agent-0.1.0-linux-x64.deb'
const msi = 'khien-agent-0.1.0-windows-x64.msi'
const msiBytes = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.alloc(300_000, 7),
  Buffer.from(joinPlaceholder),
])

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let settings: Record<string, string>
let browser: Browser
let context: BrowserContext
let page: Page
let joined = ''

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(collector.port) }
  await makeJoin({ dataDir: folder.path, port: collector.port }, agency)
  const built = join(folder.path, 'built')
  await mkdir(built)
  await writeFile(join(built, deb), '!<arch>\nno package that installs')
  await writeFile(join(built, msi), msiBytes)
  const added = await runProduct(
    'collector',
    ['packages', 'add', join(built, deb), join(built, msi)],
    settings,
  )
  expect(added.exitCode, added.output).toBe(0)
  browser = await openBrowser()
  context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined
const agentSettings = (name: string) => ({
  KHIEN_AGENT_DATA_DIR: join(folder.path, name),
  KHIEN_LANGUAGE: 'vi',
})
const enrol = (name: string) => runProduct('agent', ['enrol', joined], agentSettings(name))
const counter = (name: 'enrolled' | 'waiting', count: number) =>
  page.locator(`[data-count=${name}]`, { hasText: new RegExp(`^${count}$`) }).waitFor()

test('a token is made for the agency, and the command is copied with the join string alone in it', async () => {
  await page.goto(`https://localhost:${collector.port}/install`)
  await page.getByText('Chờ duyệt').first().waitFor()
  await page.getByLabel('Chỉ dùng trong mạng').fill('127.0.0.1, nơi khác')
  await page.getByText('Không phải địa chỉ mạng: nơi').waitFor()
  await page.getByLabel('Chỉ dùng trong mạng').fill('127.0.0.0/8')
  await page.getByRole('button', { name: 'Tạo mã đăng ký' }).click()
  await page.getByText('sudo KHIEN_JOIN=').first().waitFor()
  // Innermost: the card around it holds the file too. The sheet names it as well, and copies nothing.
  const copying = page.getByRole('button', { name: 'Sao chép' })
  const part = page.locator('section', { hasText: deb }).filter({ has: copying }).last()
  await part.getByRole('button', { name: 'Sao chép' }).first().click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  joined = /khien1\.[A-Za-z0-9_-]+/.exec(copied)?.[0] ?? ''
  expect(copied).toMatch(
    /^sudo KHIEN_JOIN=khien1\.[A-Za-z0-9_-]+ dpkg -i khien-agent-0\.1\.0-linux-x64\.deb$/,
  )
  expect(joined).not.toBe('')
})

test('a real agent waits, is counted and let in while the page is open', async () => {
  const first = await enrol('agent-1')
  expect([first.exitCode, first.output]).toEqual([1, expect.stringContaining('chờ duyệt')])
  await counter('waiting', 1)
  await page.getByRole('button', { name: /^Duyệt 1 máy của/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Duyệt' }).click()
  await counter('waiting', 0)
  const second = await enrol('agent-1')
  expect(second.exitCode, second.output).toBe(0)
  await counter('enrolled', 1)
})

test('whoever is declined stays out and is told so', async () => {
  await enrol('agent-2')
  await counter('waiting', 1)
  await page.getByRole('button', { name: /^Từ chối máy/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Từ chối' }).click()
  await counter('waiting', 0)
  const again = await enrol('agent-2')
  expect([again.exitCode, again.output]).toEqual([1, expect.stringContaining('bị từ chối')])
})

test('the sheet is one page of A4 with the join string, its limits and no script of anybody', async ({
  skip,
}) => {
  if (!isInstalled('pdftotext')) skip('needs the Debian package poppler-utils')
  const file = join(folder.path, 'sheet.pdf')
  await page.pdf({ path: file, preferCSSPageSize: true })
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  expect(text.split('\f').filter((sheet) => sheet.trim() !== '')).toHaveLength(1)
  const plain = text.replaceAll(/\s+/g, '')
  expect(plain).toContain(joined)
  expect(plain).toContain(agency.replaceAll(/\s+/g, '').slice(0, 60))
  expect(plain).toContain('Dùngcho10máy')
  expect(plain).toContain('127.0.0.0/8')
  expect(plain).not.toContain('Mãđăngkýcủacơquan')
})

test('a scanner reads the join string from the code', async ({ skip }) => {
  if (!isInstalled('zbarimg')) skip('needs the Debian package zbar-tools')
  const file = join(folder.path, 'code.png')
  await page.locator('article svg').screenshot({ path: file })
  const read = execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' })
  expect(read.trim()).toBe(joined)
})

test('the .msi of the agency comes from the page with the join string inside', async () => {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải .msi của cơ quan' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^khien-agent-0\.1\.0-windows-x64-[a-z0-9-]+\.msi$/)
  const bytes = readFileSync(await download.path())
  const at = msiBytes.indexOf(joinPlaceholder)
  expect(bytes.subarray(at).toString('latin1').trim()).toBe(joined)
  expect(bytes.subarray(0, at).equals(msiBytes.subarray(0, at))).toBe(true)
  await page.getByText(`msiexec /i ${download.suggestedFilename()} /qn`).waitFor()
})

test('every reader is served: no fault by axe in light and dark, and a telephone is wide enough', async () => {
  expect(await faultsOfPage(page)).toEqual([])
  await showIn(page, 'dark')
  expect(await faultsOfPage(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth)
})

test('the number of machines of a token opens their list', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const link = page.locator('[data-count=hosts]', { hasText: /^1$/ })
  await link.click()
  await page.getByText('1 máy', { exact: true }).waitFor()
  await page.getByText('Đăng ký bằng một mã').waitFor()
})

test('khien-collector status says how it fares, and ends with 1 where none runs', async () => {
  const well = await runProduct('collector', ['status'], settings)
  expect(well.exitCode, well.output).toBe(0)
  expect(well.output).toMatch(/Computers +0 report \/ 1 enrolled; 0 wait/)
  expect(well.output).toContain('There is no backup')
  const elsewhere = join(folder.path, 'elsewhere')
  await mkdir(elsewhere)
  const apart = { ...settings, KHIEN_DATA_DIR: elsewhere }
  const ill = await runProduct('collector', ['status'], apart)
  expect([ill.exitCode, ill.output]).toEqual([
    1,
    expect.stringContaining('The collector does not run.'),
  ])
})

test('the step of the first machine ticks itself when a real agent reports', async () => {
  await page.goto(`https://localhost:${collector.port}/`)
  const steps = page.getByRole('region', { name: 'Các bước bắt đầu' })
  const step = steps.getByRole('listitem').filter({ hasText: 'Máy đầu tiên gửi dữ liệu' })
  await step.getByRole('img', { name: 'Chưa xong' }).waitFor()
  await step.getByText('0 máy', { exact: true }).waitFor()
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  const agent = startProduct('agent', ['run'], agentSettings('agent-1'))
  try {
    await step.getByRole('img', { name: 'Đã xong' }).waitFor()
    await step.getByText('1 máy', { exact: true }).waitFor()
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  } finally {
    agent.signal('SIGTERM')
    await agent.ended
  }
})
