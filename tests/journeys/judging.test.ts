import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { reportMadeUpHosts, surveyNow, unknownProductName } from '#tests/support/made-up-hosts.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { newSigner, signedCatalogue } from '#tests/support/signed-catalogue.ts'

/* An administrator decides what hosts are judged by, and everybody sees it beside the figures. */

const signer = newSigner()
const settings = { KHIEN_CATALOGUE_KEYS: signer.publicKey }
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = await temporaryFolder()
  const port = await freePort()
  collector = await startCollector(folder.path, port, settings)
  const joinString = await makeJoin({ dataDir: folder.path, port }, 'Sở Y tế')
  await reportMadeUpHosts(joinString, 6)
  await surveyNow(folder.path)
  browser = await openBrowser()
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  await signIn(page, port)
  await seen('2458/QĐ-UBND')
}, 120_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const screen = () => page.locator('body').innerText()
async function seen(what: string): Promise<void> {
  let text = ''
  const look = async () => {
    text = await screen()
    return text.includes(what)
  }
  await until(`“${what}” on the screen`, look, { explain: () => `${text}\n${collector.output()}` })
}
const open = (path: string) => page.goto(`https://localhost:${collector.port}${path}`)
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()

test('a decision stands beside the figure with who decided it', { timeout: 60_000 }, async () => {
  await seen('Phần mềm đi kèm hệ điều hành có tính là có bản quyền: chưa quyết định')
  await page
    .getByRole('link', { name: 'Phần mềm đi kèm hệ điều hành có tính là có bản quyền' })
    .click()
  await seen('Ảnh hưởng')
  await press('Quyết định: Phần mềm đi kèm hệ điều hành có tính là có bản quyền')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('có tính', { exact: true }).click()
  await seen('Máy chỉ dùng phần mềm đi kèm hệ điều hành sẽ được tính là đạt về bản quyền.')
  await dialog.getByRole('textbox').fill('Kết luận cuộc họp')
  await dialog.getByRole('button', { name: 'Quyết định', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await seen('Các lần quyết định (1)')
  await page.getByRole('link', { name: 'Tổng quan' }).click()
  await seen('Phần mềm đi kèm hệ điều hành có tính là có bản quyền: có tính (admin, ngày ')
})

test('a name that nobody knows is placed, and taken back', { timeout: 60_000 }, async () => {
  await open('/catalogues?part=unknown')
  await seen(unknownProductName)
  await page.getByRole('link', { name: '1 máy' }).click()
  await seen(`Có “${unknownProductName}”`)
  await open('/catalogues?part=unknown')
  await press('Không phải diệt virus')
  await page.getByRole('dialog').getByRole('button', { name: 'Xác định', exact: true }).click()
  await seen('Không có tên nào chờ xác định')
  await press('Bỏ xác định')
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ xác định' }).click()
  await seen('Chưa có trong danh mục (1)')
})

test('a signed catalogue is imported by screen and by command', { timeout: 60_000 }, async () => {
  const file = (sequence: number) => {
    const path = join(folder.path, `catalogue-${sequence}`)
    writeFileSync(path, signedCatalogue(signer.privateKey, { sequence }))
    return path
  }
  await open('/catalogues')
  await page.locator('input[type=file]').setInputFiles(file(4))
  await page.getByRole('dialog').getByRole('button', { name: 'Nhập danh mục đã ký' }).click()
  await seen('Bản đã ký số 4')
  const own = { ...settings, KHIEN_DATA_DIR: folder.path }
  const older = await runProduct('collector', ['catalogue', 'import', file(3)], own)
  expect([older.exitCode, older.output]).toEqual([1, expect.stringContaining('not newer')])
  const newer = await runProduct('collector', ['catalogue', 'import', file(5)], own)
  expect([newer.exitCode, newer.output]).toEqual([0, expect.stringContaining('Imported')])
  const unkeyed = { KHIEN_DATA_DIR: folder.path }
  const unknown = await runProduct('collector', ['catalogue', 'import', file(6)], unkeyed)
  expect(unknown.exitCode).toBe(1)
  const misused = await runProduct('collector', ['catalogue', 'export'], own)
  expect(misused.exitCode).toBe(2)
})
