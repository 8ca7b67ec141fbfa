import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { password, startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { openBrowser } from './browser.ts'

const webFolder = process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../collector/web/dist')

/** The console as the collector gives it to a browser, and a browser in front of it. */
export type RunningConsole = {
  readonly api: RunningApi
  readonly browser: Browser
  /** By a name, as browsers demand for the cookie of a session. */
  readonly origin: string
  stop(): Promise<void>
}

/** `fill` brings in what is shown, before the console can be reached. */
export async function startConsole(
  fill: (api: RunningApi) => Promise<unknown>,
  options: Parameters<typeof startApi>[0] = {},
): Promise<RunningConsole> {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  const api = await startApi({ ...options, webFolder })
  await fill(api)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  const stop = async () => {
    await browser.close()
    await api.stop()
  }
  return { api, browser, origin: address.replace('127.0.0.1', 'localhost'), stop }
}

/** A page of its own, of somebody who has signed in through the screen; without motion, on a desk. */
export async function signedInPage(
  { browser, origin }: Pick<RunningConsole, 'browser' | 'origin'>,
  name: string,
  look: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...look,
  })
  const page = await context.newPage()
  await page.goto(`${origin}/`)
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
  return page
}
