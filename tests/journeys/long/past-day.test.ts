import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayAt } from '#collector/web/dates.ts'
import { places, whereIs } from '#collector/web/shell/places.ts'
import { routes, type Route } from '#protocol/routes.ts'
import { signInAs } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { fillProvince, planId, type FullProvince } from '#tests/support/full-province.ts'
import { settled } from '#tests/support/screen-faults.ts'
import { daysBefore } from '#tests/support/seed.ts'

/*
 * A past day that is chosen is shown by the whole screen, or the screen says that it shows now; none passes it over.
 */

const asOf = daysBefore(5)

let running: RunningConsole
let page: Page
let province: FullProvince
let origin: string

beforeAll(async () => {
  running = await startConsole(async (api) => {
    province = await fillProvince(api, await signInAs(api, 'administrator'))
  })
  origin = running.origin
  page = await signedInPage(running, 'administrator')
}, 120_000)

afterAll(() => running?.stop())

/** What a screen asks besides its figures: who is signed in, whether data is a sample, what a field can choose. */
const besides = new Set(['/api/overview', '/api/agencies', '/api/plans', '/api/organisations'])

/** Routes that can answer about a past moment, or until a past day, as patterns of their paths. */
const pastRoutes = Object.values<Route>(routes)
  .filter(({ method, query }) => method === 'GET' && query)
  .filter(({ path, query }) => 'asOf' in (query?.shape ?? {}) || path === routes.trend.path)
  .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`))

const isAboutThen = ({ searchParams }: URL) =>
  searchParams.get('asOf') === String(asOf) || searchParams.get('until') === dayAt(asOf)

const allPaths = () => [
  ...places.flatMap(({ screens }) => screens.map(({ to }) => String(to))),
  `/organisations/${province.health}`,
  `/hosts/${province.host}`,
  `/todo/${province.remedy}`,
  `/todo/sheet?agency=${province.health}`,
  `/plans/${planId}/indicator?of=qn2458.i04`,
  `/plans/${planId}/versions/1`,
  `/register/imports/${province.importId}`,
  `/reports/${province.report}`,
  `/hand-checks/${province.handCheck}`,
  `/monday/${province.health}`,
  '/obligations/tq1670.o01/2026-Q4',
  '/account',
]

test('no screen passes a chosen day over in silence', { timeout: 300_000 }, async () => {
  const faults: string[] = []
  for (const path of allPaths()) {
    // What the screen before has still to ask is not this one's.
    await page.waitForLoadState('networkidle')
    const asked: URL[] = []
    const note = (request: { url(): string }) => asked.push(new URL(request.url()))
    page.on('request', note)
    await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`)
    await settled(page)
    await page.waitForLoadState('networkidle').catch(() => null)
    page.off('request', note)
    const screen = whereIs(new URL(path, origin).pathname)?.screen
    const banner = (await page.locator('#main > p').allTextContents()).join(' ')
    const saysNow = banner.includes('trang này chỉ có số liệu hiện tại')
    if (saysNow === (screen?.showsPast ?? false)) faults.push(`${path}: banner “${banner}”`)
    if (saysNow) continue
    const about = asked.filter(({ pathname }) => pastRoutes.some((route) => route.test(pathname)))
    const past = about.filter(isAboutThen)
    if (past.length === 0) faults.push(`${path}: asked nothing about that day`)
    const now = about.filter((url) => !past.includes(url) && !besides.has(url.pathname))
    faults.push(...now.map((url) => `${path}: asked ${url.pathname}${url.search} about now`))
  }
  expect(faults).toEqual([])
})
