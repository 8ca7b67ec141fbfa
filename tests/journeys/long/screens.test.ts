import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogueParts } from '#collector/web/addresses.ts'
import type { Language } from '#i18n/translator.ts'
import { csrfHeader, routes } from '#protocol/routes.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { reportMadeUpHosts, surveyNow } from '#tests/support/made-up-hosts.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'

/*
 * Every screen in a real browser: no error, nothing that scrolls sideways, clean by axe (WCAG 2.2 AA).
 * With SCREENS_FOLDER set, a picture of each is kept there for people who look.
 */

type Look = { language: Language; scheme: 'light' | 'dark'; width: 1440 | 390 }
const looks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'vi', scheme: 'dark', width: 390 },
  { language: 'en', scheme: 'dark', width: 1440 },
  { language: 'en', scheme: 'light', width: 390 },
]
const heights = { 1440: 900, 390: 844 } as const
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const judgingPaths = [
  '/settings',
  ...catalogueParts.map((part) => `/catalogues?part=${part}`),
  '/agents',
]
const plan = '/plans/qn-2458-2017'
/** The screens that need nothing but their address. */
const plainPaths = [
  '/indicators',
  '/organisations',
  '/organisations/roles',
  '/register',
  '/register/entries',
  '/register/machines',
  '/register/matches',
  '/register/imports',
  '/todo',
  '/todo/sheet',
  '/reports',
  '/obligations',
  '/snapshots',
  '/snapshots/moved',
  '/trend',
  '/hand-checks',
  '/plans',
  `${plan}/versions/1`,
  `${plan}/indicator?of=qn2458.i04`,
  '/administration/people',
  '/administration/audit',
  '/administration/retention',
  '/administration/retention/notice',
  '/administration/api-tokens',
  '/administration/health',
  '/account',
]
/** Each language and each scheme once; at the other width and in the other pairing the screens that most people see. */
const wholeLooks = looks.filter(({ language, scheme }) =>
  language === 'vi' ? scheme === 'light' : scheme === 'dark',
)
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const axeSource = readFileSync(axeFile, 'utf8')
const picturesFolder = process.env['SCREENS_FOLDER']

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess
let browser: Browser
let hostPaths: string[]

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  const port = await freePort()
  collector = await startCollector(folder.path, port)
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

test.each(looks)('empty: $language $scheme $width', { timeout: 120_000 }, async (look) => {
  expect(await faultsOf(look, 'empty', ['/', '/hosts', ...judgingPaths])).toEqual([])
})

test.each(wholeLooks)(
  'empty, every screen: $language $scheme',
  { timeout: 300_000 },
  async (look) => {
    expect(await faultsOf(look, 'empty', plainPaths)).toEqual([])
  },
)

test('a province of twelve reports', { timeout: 60_000 }, async () => {
  const joinString = await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Y tế')
  const ids = await reportMadeUpHosts(joinString, 12)
  await surveyNow(folder.path)
  hostPaths = [ids[0], ids.at(-1)].map((id) => `/hosts/${id}`)
})

test.each(looks)('full: $language $scheme $width', { timeout: 180_000 }, async (look) => {
  const filtered = '/hosts?control=patched&state=unmet&q=a'
  const dear = '/hosts?sort=agent-cpu&agentCpuMsMin=4096'
  const hosts = ['/hosts', filtered, dear, '/hosts?q=zzzz', ...hostPaths]
  const paths = ['/', ...hosts, ...judgingPaths, '/nowhere']
  expect(await faultsOf(look, 'full', paths)).toEqual([])
})

test.each(wholeLooks)(
  'full, every screen: $language $scheme',
  { timeout: 300_000 },
  async (look) => {
    const paths = [...plainPaths, ...(await agencyPaths())]
    expect(await faultsOf(look, 'full', paths)).toEqual([])
  },
)

/** Freezes the figures of now, which some screens are made of, and finds the screens of the agency that has hosts. */
async function agencyPaths(): Promise<string[]> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  const address = (path: string) => `https://localhost:${collector.port}${path}`
  const session = await context.request.get(address(routes.session.path))
  const { csrf } = routes.session.output.parse(await session.json())
  const taken = await context.request.post(address(routes.takeSnapshot.path), {
    headers: { [csrfHeader]: csrf ?? '' },
    data: { planId: 'qn-2458-2017', period: null, reason: 'every screen with figures' },
  })
  expect(taken.status()).toBe(200)
  const answer = await context.request.get(address(routes.agencies.path))
  const { agencies } = routes.agencies.output.parse(await answer.json())
  await context.close()
  const agency = agencies.find(({ hosts }) => hosts > 0)
  if (!agency) throw new Error('no agency has hosts')
  return [`/organisations/${agency.id}`, '/monday', `/monday/${agency.id}`]
}

async function faultsOf(look: Look, data: string, paths: readonly string[]): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] },
    colorScheme: look.scheme,
    ignoreHTTPSErrors: true,
    // axe is put into the page, which the page's own rule on scripts would refuse.
    bypassCSP: true,
    locale: look.language,
  })
  await context.addInitScript(
    (language) => localStorage.setItem('khien-language', language),
    look.language,
  )
  const faults = await faultsOfSignIn(context, { ...look, data })
  for (const path of paths) faults.push(...(await faultsOfScreen(context, path, { ...look, data })))
  await context.close()
  return faults
}

async function faultsOfSignIn(context: BrowserContext, shot: Look & { data: string }) {
  const faults = await faultsOfScreen(context, '/sign-in', shot)
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.close()
  return faults
}

async function faultsOfScreen(
  context: BrowserContext,
  path: string,
  shot: Look & { data: string },
): Promise<string[]> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${path}: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    const isOurs = host === `localhost:${collector.port}` || protocol === 'data:'
    if (!isOurs) faults.push(`${path}: asked ${request.url()}`)
  })
  await page.goto(`https://localhost:${collector.port}${path}`)
  await page.locator('h1, h2').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
  if (picturesFolder) {
    const { data, language, scheme, width } = shot
    const name = [path.replaceAll(/\W+/g, '-'), data, language, scheme, width].join('_')
    await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
  }
  await page.close()
  return faults
}

async function faultsOfPage(page: Page): Promise<string[]> {
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  await page.evaluate(axeSource)
  const results: AxeResults = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)
  const violations = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  return tooWide > 0 ? [`scrolls sideways by ${tooWide} px`, ...violations] : violations
}
