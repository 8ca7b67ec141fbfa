import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { places, whereIs } from '#collector/web/shell/places.ts'
import { translator } from '#i18n/translator.ts'
import { agencyRoles, roles, type Role } from '#protocol/access.ts'
import { routes, type Route, type RouteName } from '#protocol/routes.ts'
import { signInAs } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { fillProvince, planId, type FullProvince } from '#tests/support/full-province.ts'
import { faultsOfPage, goWithin, watchFaults } from '#tests/support/screen-faults.ts'

/*
 * Each role walks every screen of the console over a full province. What it may see is whole and clean; what it may
 * not see says so; and no button that stands there is answered with "you may not".
 */

const picturesFolder = process.env['SCREENS_FOLDER']
const { t } = translator('vi')
const routeNames = Object.keys(routes).filter((name): name is RouteName => name in routes)
/** Buttons that end the walk. */
const endings = new Set([t('user.sign-out')])

let running: RunningConsole
let province: FullProvince

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  running = await startConsole(async (api) => {
    province = await fillProvince(api, await signInAs(api, 'administrator', 'filler'))
  })
}, 120_000)
afterAll(() => running?.stop())

const agencyOf = (role: Role) => (agencyRoles.some((one) => one === role) ? province.health : null)

/** Every screen of the navigation, and of those that show one thing, one that the role's own part of the tree has. */
const pathsOf = (role: Role) => [
  ...places.flatMap(({ screens }) => screens.map(({ to }) => String(to))),
  `/organisations/${province.health}`,
  `/hosts/${province.host}`,
  `/todo/${province.remedy}`,
  `/todo/sheet?agency=${province.health}`,
  `/plans/${planId}/indicator?of=qn2458.i04`,
  `/plans/${planId}/versions/1`,
  `/snapshots/${province.snapshot}`,
  `/snapshots/moved?from=${province.snapshot}&indicator=qn2458.i04`,
  `/reports/${province.report}`,
  ...(agencyOf(role) === null
    ? [`/register/imports/${province.importId}`, `/hand-checks/${province.handCheck}`]
    : []),
  '/obligations/tq1670.o01/2026-Q4',
  `/monday/${province.health}`,
  '/administration/retention/notice',
  '/account',
]

const mayCall = (role: Role, name: RouteName) => {
  const { access }: Route = routes[name]
  return access === 'public' || access.includes(role)
}

const maySee = (role: Role, path: string) => {
  const needs = whereIs(new URL(path, 'http://console').pathname)?.screen.needs
  return needs === undefined || mayCall(role, needs)
}

/** One of all of the province and one of an agency, each half a minute; ROLES names others. */
const named = process.env['ROLES']?.split(',')
const walked = roles.filter((role) => (named ?? ['cert', 'agency-officer']).includes(role))
/** Screens that look alike for two roles are looked at once; so are the routes that a kind of button asks. */
const lookedAt = new Set<string>()
const askedBy = new Map<string, ReadonlySet<RouteName>>()

test.each(walked)('%s sees what it may, whole and clean', { timeout: 600_000 }, async (role) => {
  await signInAs(running.api, role, role, agencyOf(role))
  const page = await signedInPage(running, role)
  const faults = watchFaults(page, new URL(running.origin).host)
  page.on('response', (response) => {
    if (response.status() !== 403) return
    faults.push(`${page.url()}: asked ${response.url()}, which it may not`)
  })
  let seen = 0
  for (const path of pathsOf(role)) {
    if (maySee(role, path)) {
      seen += 1
      await open(page, path)
      if (await isNew(page)) {
        faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
      }
      await picture(page, role, path)
      faults.push(...(await pressEach(page, role, path)))
    } else if (path !== '/') {
      await open(page, path)
      const title = await page.locator('h1').first().textContent()
      if (title !== t('not-yours.title')) faults.push(`${path}: does not say that it is closed`)
    }
  }
  await page.context().close()
  expect(faults).toEqual([])
  expect(seen).toBeGreaterThan(4)
})

/** Goes to a screen as a link leads there, without loading the console anew; what was open is closed. */
async function open(page: Page, path: string): Promise<void> {
  const { pathname } = new URL(page.url())
  const title = await page.locator('h1').first().textContent()
  // A screen is drawn anew only after another one, and all that are closed are one.
  const isOther = pathname !== path.split('?')[0] && title !== t('not-yours.title')
  if (!isOther) await goWithin(page, pathname === '/account' ? '/trend' : '/account')
  await goWithin(page, path)
}

/** Whether no role has yet been shown a screen that is built like this one. */
async function isNew(page: Page): Promise<boolean> {
  const built = await page
    .locator('#main')
    .evaluate((main) =>
      [...main.querySelectorAll('*')].map(({ tagName, className }) => tagName + String(className)),
    )
  const form = [...new Set(built)].toSorted().join(' ')
  const isFirst = !lookedAt.has(form)
  lookedAt.add(form)
  return isFirst
}

/** Presses what can be pressed on a screen, each kind of button once, and comes back. */
async function pressEach(page: Page, role: Role, path: string): Promise<string[]> {
  const faults: string[] = []
  const buttons = await namesOfButtons(page)
  for (const { name, index } of buttons) {
    const kind = name.replaceAll(/\d+/g, '#').split(' ').slice(0, 2).join(' ')
    if (name === '') faults.push(`${path}: a button without a name`)
    const known = askedBy.get(kind)
    const isAnswered = known !== undefined && [...known].every((route) => mayCall(role, route))
    if (isAnswered || endings.has(name)) continue
    const asked = new Set<RouteName>(known)
    const hear = (request: Request) => {
      const route = routeOf(request)
      if (route) asked.add(route)
    }
    page.on('request', hear)
    const button = page.locator('#main button:not([disabled])').nth(index)
    await button.click({ timeout: 2_000 }).catch(() => faults.push(`${path}: “${name}” is covered`))
    await page.waitForTimeout(150)
    page.off('request', hear)
    askedBy.set(kind, asked)
    if (!(await isBack(page, path, buttons))) await open(page, path)
  }
  return faults
}

/** Whether closing what has opened was enough. */
async function isBack(page: Page, path: string, buttons: readonly Button[]): Promise<boolean> {
  await page.keyboard.press('Escape')
  const opened = page.locator('[role=dialog], [role=menu], [role=listbox]').first()
  await opened.waitFor({ state: 'hidden', timeout: 500 }).catch(() => null)
  if (page.url() !== running.origin + path) return false
  return JSON.stringify(await namesOfButtons(page)) === JSON.stringify(buttons)
}

function routeOf(request: Request): RouteName | undefined {
  const { pathname } = new URL(request.url())
  const parts = pathname.split('/')
  const isOf = ({ method, path }: Route) => {
    const pattern = path.split('/')
    return (
      method === request.method() &&
      pattern.length === parts.length &&
      pattern.every((part, index) => part.startsWith(':') || part === parts[index])
    )
  }
  return routeNames.find((name) => isOf(routes[name]))
}

type Button = { readonly name: string; readonly index: number }

/** Without what is hidden from whoever cannot see, such as the arrows of a number. */
async function namesOfButtons(page: Page): Promise<Button[]> {
  const all = await page.locator('#main button:not([disabled])').evaluateAll((buttons) =>
    buttons.map((button, index) => ({
      name: (button.getAttribute('aria-label') ?? button.textContent ?? '').trim(),
      index,
      isShown: button.checkVisibility() && button.ariaHidden !== 'true',
    })),
  )
  return all.filter(({ isShown }) => isShown)
}

async function picture(page: Page, role: Role, path: string): Promise<void> {
  if (!picturesFolder) return
  const name = [role, path.replaceAll(/\W+/g, '-').slice(0, 60)].join('_')
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}
