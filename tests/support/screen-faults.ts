import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2 AA as axe knows it, the size of what is pressed included, and what axe calls good practice. */
const axeOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  // Nothing is written down about what is right, which takes a third of the time.
  resultTypes: ['violations'],
}
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Waits until nothing of the screen is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(
    () => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null,
  )
}

/**
 * Goes to a screen as a link leads there, without loading the console anew; the same screen only with another address.
 * TanStack Router keeps itself in the window and says which address is drawn.
 */
export async function goWithin(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), address)
  await page.waitForFunction(() => {
    const drawn = Reflect.get(self, '__TSR_ROUTER__')?.state
    const address = location.pathname + location.search
    return drawn?.status === 'idle' && drawn.resolvedLocation?.href === address
  })
  await settled(page)
}

/** Shows the page in a theme, as a machine set to it would, and waits until it stands. */
export async function showIn(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme })
  // The console learns of it a moment later, and only then do colours begin to fade.
  await page.waitForFunction(
    (wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted,
    scheme,
  )
  await still(page)
}

/** Waits until nothing fades or moves any more; what turns for ever is not waited for. */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) =>
          one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity,
      ),
  )
}

/** What is wrong with the page as it stands, by axe, and whether it scrolls sideways. */
export async function faultsOfPage(page: Page, within = 'html'): Promise<string[]> {
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  // Evaluated by the debugger, which the page's own rule on scripts does not bind.
  if (await page.evaluate(() => !('axe' in self))) await page.evaluate(axeSource)
  const results: AxeResults = await page.evaluate(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify(axeOptions)})`,
  )
  const violations = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  return tooWide > 0 ? [`scrolls sideways by ${tooWide} px`, ...violations] : violations
}

/** Collects from now on what a page does wrong by itself: errors, and requests that leave the collector. */
export function watchFaults(page: Page, host: string): string[] {
  const faults: string[] = []
  const say = (fault: string) => faults.push(`${new URL(page.url()).pathname}: ${fault}`)
  page.on('pageerror', (error) => say(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') say(message.text())
  })
  page.on('request', (request) => {
    const asked = new URL(request.url())
    const isOurs = asked.host === host || ['data:', 'blob:'].includes(asked.protocol)
    if (!isOurs) say(`asked ${request.url()}`)
  })
  return faults
}
