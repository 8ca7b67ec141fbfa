import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { PlanBody } from '#protocol/plans.ts'
import { editDraft, findVersion, startDraft } from '#store/plans/drafts.ts'
import { startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { addLocal } from '#tests/collector/people/signing-in.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { freePort } from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

/* What is typed is not lost and not done twice: a network that drops after the collector has saved, two people at once. */

vi.setConfig({ testTimeout: 180_000 })

const webFolder = process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../collector/web/dist')
const picturesFolder = process.env['SCREENS_FOLDER']
const password = 'một câu đủ dài để nhớ'
const key = { provinceId: 'quang-ngai', planId: 'qn-2458-2017', version: 2 }

let api: RunningApi
let province: SeededProvince
let browser: Browser
let origin: string

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  const port = await freePort()
  origin = `https://localhost:${port}`
  api = await startApi({ webFolder })
  province = await seedProvince(api.store, 4)
  for (const name of ['hoa', 'minh']) {
    await addLocal(api, { name, role: 'administrator', password })
  }
  await addLocal(api, { name: 'lan', role: 'officer', password })
  await api.app.listen({ port, host: '127.0.0.1' })
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
})

async function openAs(name: string, path: string, context?: BrowserContext): Promise<Page> {
  const viewport = { width: 1440, height: 900 }
  const own =
    context ?? (await browser.newContext({ ignoreHTTPSErrors: true, locale: 'vi', viewport }))
  const page = await own.newPage()
  await page.goto(`${origin}${path}`)
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesFolder) return
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}

/** The collector does what is asked, and the line drops before its answer arrives; once. */
async function loseAnswer(page: Page, path: string): Promise<void> {
  await page.route(
    (url) => url.pathname.endsWith(path),
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
}

test('an answer that is lost after it was saved: the text stays, and a second press saves nothing twice', async () => {
  const id = province.hosts[0]?.id ?? ''
  const page = await openAs('hoa', `/hosts/${id}`)
  const text = 'đã gọi văn phòng, chiều quay lại'
  await page.getByLabel('Ghi chú mới').fill(text)
  await loseAnswer(page, '/notes')
  await button(page, 'Lưu ghi chú').click()
  await page.getByText('Không kết nối được tới máy chủ thu thập', { exact: false }).waitFor()
  expect(await page.getByLabel('Ghi chú mới').inputValue()).toBe(text)
  await picture(page, 'answer-lost')
  await button(page, 'Lưu ghi chú').click()
  await page.getByRole('listitem').filter({ hasText: text }).waitFor()
  expect(await page.getByLabel('Ghi chú mới').inputValue()).toBe('')
  expect(await api.store.reader.selectFrom('host_note').select('text').execute()).toEqual([
    { text },
  ])
  await page.context().close()
})

test('a one-time password that is lost with its answer is told of, not made twice', async () => {
  const page = await openAs('hoa', '/administration/people')
  await button(page, 'Thêm người dùng').click()
  await page.locator('input[name=person-name]').fill('Lê Văn Bình')
  await loseAnswer(page, '/api/people')
  const add = page.getByRole('dialog').getByRole('button', { name: 'Thêm người dùng' })
  await add.click()
  await page.getByText('Không kết nối được tới máy chủ thu thập', { exact: false }).waitFor()
  await add.click()
  await page.getByText('Việc này đã được làm ở lần gửi trước', { exact: false }).waitFor()
  await page.getByRole('rowheader', { name: 'Lê Văn Bình' }).waitFor()
  await picture(page, 'password-lost')
  const made = await api.store.reader
    .selectFrom('console_user')
    .select('name')
    .where('name', '=', 'Lê Văn Bình')
    .execute()
  expect(made).toHaveLength(1)
  await page.context().close()
})

/** With so few indicators that the editor is quick. */
const shortened = (body: PlanBody): PlanBody => ({
  ...body,
  indicators: body.indicators.slice(0, 2),
})

test('of two who edit one plan draft nobody loses a word, and the second chooses', async () => {
  const by = { actor: 'user hoa', address: null, nowMs: api.clock.nowMs }
  const { provinceId, planId } = key
  const validFrom = '2027-01-01'
  const { body } = await startDraft(
    api.store.db,
    { provinceId, planId, copyOf: planId, validFrom },
    by,
  )
  const text = { body: shortened(body), validFrom, validUntil: null }
  await editDraft(api.store.db, key, { ...by, text, expectedRevision: 1 })
  const address = `/plans/${planId}/versions/2`
  const [first, second] = [await openAs('hoa', address), await openAs('minh', address)]
  const english = (page: Page) => page.getByLabel('Tên (tiếng Anh)').first()
  const number = (page: Page) => page.getByLabel('Số hiệu văn bản').first()
  await english(first).fill('The plan as Hoa calls it')
  await number(first).fill('12/KH-UBND')
  await number(second).fill('34/KH-UBND')
  await button(first, 'Lưu dự thảo').click()
  await first.getByText('Đã lưu.').waitFor()
  await button(second, 'Lưu dự thảo').click()
  await second.getByText('hoa đã sửa mục này lúc', { exact: false }).waitFor()
  const told = second.getByRole('alert').filter({ hasText: 'Người kia đã lưu' })
  expect(await told.getByRole('row').filter({ hasText: 'Số hiệu' }).innerText()).toMatch(
    /34\/KH-UBND\s+12\/KH-UBND/,
  )
  expect(await number(second).inputValue()).toBe('34/KH-UBND')
  expect(await faultsOfPage(second)).toEqual([])
  await told.scrollIntoViewIfNeeded()
  await picture(second, 'two-drafts')
  await button(second, 'Giữ của tôi').click()
  expect(await english(second).inputValue()).toBe('The plan as Hoa calls it')
  await button(second, 'Lưu dự thảo').click()
  await second.getByText('Đã lưu.').waitFor()
  expect((await findVersion(api.store.reader, key)).body).toMatchObject({
    documentNumber: '34/KH-UBND',
    name: { en: 'The plan as Hoa calls it' },
  })

  await number(first).fill('56/KH-UBND')
  await button(first, 'Lưu dự thảo').click()
  await button(first, 'Lấy của người kia').click()
  expect(await number(first).inputValue()).toBe('34/KH-UBND')
  expect((await findVersion(api.store.reader, key)).revision).toBe(4)
  await Promise.all([first.context().close(), second.context().close()])
})

test('a session that ends over a draft keeps it, and it is saved once after signing in again', async () => {
  const page = await openAs('hoa', `/plans/${key.planId}/versions/2`)
  await page.getByLabel('Tên (tiếng Anh)').first().fill('Typed before the session ended')
  await api.store.db.deleteFrom('console_session').execute()
  await button(page, 'Lưu dự thảo').click()
  await page.getByText('Phiên làm việc đã hết').waitFor()
  await page.locator('input[name=password]').fill(password)
  await button(page, 'Đăng nhập').click()
  await page.getByText('Đã lưu.').waitFor()
  expect(await findVersion(api.store.reader, key)).toMatchObject({
    revision: 5,
    body: { name: { en: 'Typed before the session ended' } },
  })
  await page.context().close()
})

test('of two who change one person the second sees what the first chose beside their own choice', async () => {
  const people = '/administration/people'
  const [first, second] = [await openAs('hoa', people), await openAs('minh', people)]
  for (const page of [first, second]) {
    await button(page, 'Thao tác với lan').click()
    await page.getByRole('menuitem', { name: 'Đổi vai trò' }).click()
  }
  const choose = async (page: Page, role: string) => {
    await page.getByRole('dialog').getByRole('combobox', { name: 'Vai trò' }).click()
    await page.getByRole('option', { name: role, exact: true }).click()
  }
  await choose(first, 'Lãnh đạo tỉnh')
  await choose(second, 'Kiểm toán')
  await first.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await first.getByRole('dialog').waitFor({ state: 'detached' })
  const dialog = second.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.getByText('hoa đã sửa mục này lúc', { exact: false }).waitFor()
  expect(await dialog.getByRole('row').filter({ hasText: 'Vai trò' }).innerText()).toMatch(
    /Kiểm toán\S*\s+Lãnh đạo/,
  )
  expect(await faultsOfPage(second)).toEqual([])
  await picture(second, 'two-roles')
  await dialog.getByRole('button', { name: 'Vẫn ghi nội dung của tôi' }).click()
  await dialog.waitFor({ state: 'detached' })
  const lan = await api.store.reader
    .selectFrom('console_user')
    .select(['role', 'revision'])
    .where('name', '=', 'lan')
    .execute()
  expect(lan).toEqual([{ role: 'auditor', revision: 2 }])
  await Promise.all([first.context().close(), second.context().close()])
})

test('of two who rename one organisation the second is told, and what was typed stays', async () => {
  const address = `/organisations/${province.finance}`
  const [first, second] = [await openAs('hoa', address), await openAs('minh', address)]
  for (const page of [first, second]) {
    await button(page, 'Thay đổi').click()
    await page.getByRole('menuitem', { name: 'Đổi tên, mã, loại hình' }).click()
    // The province lives in its own year, the browsers in this one.
    await page.getByRole('dialog').getByLabel('Từ ngày').fill('18/11/2026')
  }
  const name = (page: Page) => page.getByRole('dialog').getByLabel('Tên', { exact: false }).first()
  const confirm = async (page: Page) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Xem trước' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận thay đổi' }).click()
  }
  await name(first).fill('Sở Tài chính tỉnh')
  await name(second).fill('Sở Tài chính – Vật giá')
  await confirm(first)
  await first.getByRole('dialog').waitFor({ state: 'detached' })
  await confirm(second)
  const dialog = second.getByRole('dialog')
  await dialog.getByText('hoa đã sửa mục này lúc', { exact: false }).waitFor()
  await dialog.getByRole('cell', { name: 'Sở Tài chính tỉnh' }).waitFor()
  expect(await name(second).inputValue()).toBe('Sở Tài chính – Vật giá')
  expect(await faultsOfPage(second)).toEqual([])
  await picture(second, 'two-names')
  await confirm(second)
  await dialog.waitFor({ state: 'detached' })
  await second.getByRole('heading', { name: 'Sở Tài chính – Vật giá' }).first().waitFor()
  await Promise.all([first.context().close(), second.context().close()])
})
