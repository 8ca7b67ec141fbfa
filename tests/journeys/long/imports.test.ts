import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'

/* A clerk's way with a file in a real browser, from the drop to the undo, on a wide screen and on a phone. */

const picturesFolder = process.env['SCREENS_FOLDER']

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  // Makes the agency, too.
  await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Y tế')
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const table = (rows: string) => ({
  name: 'Máy tính phòng Kế hoạch.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeffĐơn vị;Mã máy;Loại máy;Phòng\r\n${rows}`, 'utf8'),
})

const looks = [
  { width: 1440, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const

test.each(looks)(
  'a file is checked, corrected, imported and undone: $width',
  async (look) => {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.scheme,
      ignoreHTTPSErrors: true,
    })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    const look1 = async (name: string) => faults.push(...(await faultsOf(page, look.width, name)))
    await signIn(page, collector.port)
    await page.locator('#main').waitFor()
    await page.goto(`https://localhost:${collector.port}/register/imports`)
    await page.getByText('Kéo tệp vào đây hoặc chọn tệp').waitFor()
    await look1('list')

    const agency = 'SỞ Y TẾ'
    const code = `M${look.width}`
    const wrong = `${agency};${code};xe máy;A1\r\nSở Lạ;M2;PC;A2\r\n`
    await page.locator('input[type=file]').setInputFiles(table(wrong))
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText('một trong: Máy chủ / Máy trạm / Thiết bị đầu cuối').waitFor()
    await look1('errors')

    await page.goto(`https://localhost:${collector.port}/register/imports`)
    await page.locator('input[type=file]').setInputFiles(table(`${agency};${code};PC;A1\r\n`))
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText('Không có lỗi. Chưa có gì được ghi.').waitFor()
    await look1('ready')
    await page.getByRole('button', { name: 'Nhập 1 dòng' }).click()
    await page.getByText('Thêm 1, sửa 0, không đổi 0.').waitFor()
    await look1('done')
    await page.getByRole('button', { name: 'Hoàn tác lần nhập' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Đã hoàn tác lúc').waitFor()
    await look1('undone')
    await context.close()
    expect(faults).toEqual([])
  },
  120_000,
)

test('a picture with the name of a workbook is told from one, and nothing comes of it', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.goto(`https://localhost:${collector.port}/register/imports`)
  await page.getByText('Kéo tệp vào đây hoặc chọn tệp').waitFor()
  const picture = await page.screenshot()
  await page.locator('input[type=file]').setInputFiles({
    name: 'Danh mục máy tính.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: picture,
  })
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await page.getByText('Tệp không phải CSV hoặc Excel (.xlsx).').waitFor()
  expect(await faultsOf(page, 1280, 'picture')).toEqual([])
  expect(await page.getByRole('button', { name: /^Nhập \d/ }).count()).toBe(0)
  await page.goto(`https://localhost:${collector.port}/register/entries?kind=machine`)
  await page.getByText('Chưa kê khai').first().waitFor()
  await context.close()
}, 60_000)

async function faultsOf(page: Page, width: number, name: string): Promise<string[]> {
  if (picturesFolder) {
    await page.screenshot({ path: join(picturesFolder, `${name}-${width}.png`), fullPage: true })
  }
  return (await faultsOfPage(page)).map((fault) => `${name}: ${fault}`)
}
