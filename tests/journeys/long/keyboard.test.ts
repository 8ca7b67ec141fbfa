import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, signInAs } from '#tests/collector/api/running-api.ts'
import { startConsole, type RunningConsole } from '#tests/support/console.ts'
import { seedProvince } from '#tests/support/seed.ts'

/*
 * From sign-in to a task that is done, without a mouse: nothing is clicked and nothing is focused but by keys. On each
 * screen what has the focus is in sight and shows it.
 */

let running: RunningConsole
let page: Page
beforeAll(async () => {
  running = await startConsole(async (api) => {
    await seedProvince(api.store, 60)
    await signInAs(api, 'administrator', 'an')
  })
  const context = await running.browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
}, 120_000)
afterAll(() => running?.stop())

/** What has the focus: its words, and why a person who looks would not find it; null: they would. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    // A switch or a choice is drawn by the label beside its field, which itself has no size.
    const drawn =
      element.offsetWidth * element.offsetHeight > 1 ? element : element.nextElementSibling
    if (!drawn) return { words: '', fault: 'drawn by nothing', html: element.outerHTML }
    const { top, bottom, left, right, width, height } = drawn.getBoundingClientRect()
    const isInSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn)
    const isOutlined = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    // Where something is typed or chosen, the border changes its colour.
    const isShown =
      isOutlined || element.matches('input:not([type=radio], [type=checkbox]), textarea, select')
    const words = (element.getAttribute('aria-label') ?? element.innerText).trim()
    const fault = !isInSight || width * height === 0 ? 'out of sight' : isShown ? null : 'not shown'
    return { words, fault, html: element.outerHTML.slice(0, 120) }
  })

/** Presses Tab until what has the focus says these words. */
async function tabTo(words: RegExp): Promise<void> {
  const heard: string[] = []
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab')
    const here = await focused()
    if (here && words.test(here.words)) return
    heard.push(here?.words ?? '–')
  }
  throw new Error(`no way by Tab to ${words}: ${heard.join(' | ')}`)
}

const main = (heading: RegExp) => page.getByRole('heading', { name: heading }).first().waitFor()

test(
  'somebody signs in, finds a machine, and gives its work to a person',
  { timeout: 120_000 },
  async () => {
    await page.goto(`${running.origin}/`)
    await page.locator('input[name=name]').waitFor()
    await page.keyboard.type('an')
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await main(/Kế hoạch/)
    await tabTo(/máy chưa đạt/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/hosts\?/)
    await page.locator('tbody tr[data-row]:not([aria-busy])').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/hosts\/[^/?]+/)
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.waitForURL(/\/todo/)
    await main(/Việc cần xử lý/)
    await tabTo(/^Cài bản vá|^Cập nhật bản vá|^Cài phần mềm|^Đóng cổng/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/todo\/[a-z]/)
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await page.getByText('Đã chọn 1 máy').waitFor()
    await tabTo(/Giao việc, đặt hạn/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let step = 0; step < 8; step += 1) {
      if (
        await page
          .getByRole('dialog')
          .getByLabel('Người xử lý')
          .evaluate((one) => one === document.activeElement)
      )
        break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.type('Tổ CNTT')
    await tabTo(/^Ghi$/)
    await page.keyboard.press('Enter')
    await page.getByText('Đã ghi cho 1 máy.').waitFor()
    await page.getByRole('cell', { name: 'Tổ CNTT' }).waitFor()
  },
)

test.each([
  '/',
  '/indicators',
  '/organisations',
  '/hosts',
  '/todo',
  '/register',
  '/reports',
  '/settings',
])('what has the focus on %s is in sight, and shows it', { timeout: 60_000 }, async (path) => {
  await page.goto(`${running.origin}${path}`)
  await page.locator('#main').waitFor()
  await page.locator('h1, h2').first().waitFor()
  const faults: string[] = []
  let seen = 0
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    const here = await focused()
    if (here === null) continue
    seen += 1
    if (here.fault) faults.push(`${here.fault}: ${here.html}`)
  }
  expect(faults).toEqual([])
  expect(seen).toBeGreaterThan(15)
})
