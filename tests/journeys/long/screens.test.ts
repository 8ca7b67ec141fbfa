import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
import { csrfHeader, routes } from '#protocol/routes.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { reportMadeUpHosts, surveyNow } from '#tests/support/made-up-hosts.ts'
import { faultsOfPage, goWithin, settled, watchFaults } from '#tests/support/screen-faults.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  startProduct,
  temporaryFolder,
  until,
  type CollectorProcess,
  type Running,
} from '#tests/support/processes.ts'
import { judgingPaths, oncePaths, plainPaths, planPath } from './walk/screens.ts'

/*
 * Every screen in a real browser: no error, nothing that scrolls sideways, clean by axe (WCAG 2.2 AA). With nothing, with
 * this very machine, whose agent then reports underneath all the others, and with a dozen hosts.
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
/** Each language and each scheme once; at the other width and in the other pairing the screens that most people see. */
const wholeLooks = looks.filter(({ language, scheme }) =>
  language === 'vi' ? scheme === 'light' : scheme === 'dark',
)
/** On a telephone people look things up: every screen that has something. */
const fullLooks = [...wholeLooks, ...looks.slice(1, 2)]
const oneLooks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'en', scheme: 'dark', width: 390 },
]
const picturesFolder = process.env['SCREENS_FOLDER']

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess
let agent: Running
let browser: Browser
let ownPath: string
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
  for (const running of [agent, collector]) {
    running?.signal('SIGTERM')
    await running?.ended
  }
  await folder?.remove()
})

test.each(looks.slice(0, 2))(
  'empty: $language $scheme $width',
  { timeout: 120_000 },
  async (look) => {
    expect(await faultsOf(look, 'empty', ['/', '/hosts', ...judgingPaths])).toEqual([])
  },
)

test.each(wholeLooks)(
  'empty, every screen: $language $scheme',
  { timeout: 300_000 },
  async (look) => {
    const paths = look.language === 'vi' ? [...plainPaths, ...oncePaths] : plainPaths
    expect(await faultsOf(look, 'empty', paths)).toEqual([])
  },
)

test('one computer reports: this very machine, by its agent', { timeout: 60_000 }, async () => {
  const joinString = await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Tài chính')
  const settings = { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent') }
  expect((await runProduct('agent', ['enrol', joinString], settings)).exitCode).toBe(0)
  agent = startProduct('agent', ['run'], settings)
  const { id } = await until('the first report', async () => (await hostsNow())[0], {
    deadlineMs: 30_000,
    explain: () => `${agent.output()}\n${collector.output()}`,
  })
  ownPath = `/hosts/${id}`
})

test.each(oneLooks)(
  'one computer: $language $scheme $width',
  { timeout: 180_000 },
  async (look) => {
    const lists = [
      '/',
      '/indicators',
      `${planPath}/indicator?of=qn2458.i04`,
      '/organisations',
      '/trend',
    ]
    const paths = [
      ...lists,
      '/hosts',
      ownPath,
      '/todo',
      '/register',
      '/register/entries',
      '/agents',
    ]
    expect(await faultsOf(look, 'one', paths)).toEqual([])
  },
)

test('a province of twelve reports', { timeout: 60_000 }, async () => {
  const joinString = await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Y tế')
  const ids = await reportMadeUpHosts(joinString, 12)
  await surveyNow(folder.path)
  hostPaths = [ownPath, ...[ids[0], ids.at(-1)].map((id) => `/hosts/${id}`)]
})

test.each(looks)('full: $language $scheme $width', { timeout: 180_000 }, async (look) => {
  const filtered = '/hosts?control=patched&state=unmet&q=a'
  const dear = '/hosts?sort=agent-cpu&agentCpuMsMin=4096'
  const hosts = ['/hosts', filtered, dear, '/hosts?q=zzzz', ...hostPaths]
  const paths = ['/', ...hosts, ...judgingPaths, '/nowhere']
  expect(await faultsOf(look, 'full', paths)).toEqual([])
})

test.each(fullLooks)(
  'full, every screen: $language $scheme $width',
  { timeout: 300_000 },
  async (look) => {
    const once = look.language === 'en' ? oncePaths : []
    const paths = [...plainPaths, ...once, ...(await agencyPaths())]
    expect(await faultsOf(look, 'full', paths)).toEqual([])
  },
)

test('the agent reported underneath all the while', async () => {
  const own = (await hostsNow()).find(({ id }) => ownPath.endsWith(id))
  expect(own).toMatchObject({ isConnected: true, isSilent: false })
})

/** The hosts that have reported, as the console is told of them. */
async function hostsNow() {
  const context = await signedIn()
  const address = `https://localhost:${collector.port}${routes.hosts.path}`
  const answer = await context.request.get(address)
  const { hosts } = routes.hosts.output.parse(await answer.json())
  await context.close()
  return hosts.filter(({ lastReceivedMs }) => lastReceivedMs !== null)
}

async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  return context
}

/** Freezes the figures of now, which some screens are made of, and finds the screens of the agency that has hosts. */
async function agencyPaths(): Promise<string[]> {
  const context = await signedIn()
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

/** In the first look every address is opened as a bookmark is, in the others as a link leads there. */
async function faultsOf(look: Look, data: string, paths: readonly string[]): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] },
    colorScheme: look.scheme,
    ignoreHTTPSErrors: true,
    locale: look.language,
  })
  await context.addInitScript(
    (language) => localStorage.setItem('khien-language', language),
    look.language,
  )
  const page = await context.newPage()
  const faults = watchFaults(page, `localhost:${collector.port}`)
  const lookAt = async (path: string) => {
    faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
    await picture(page, path, { ...look, data })
  }
  await openAnew(page, '/sign-in')
  await lookAt('/sign-in')
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  const open = look === looks[0] ? openAnew : goWithin
  for (const path of paths) {
    await open(page, path)
    await lookAt(path)
  }
  await context.close()
  return faults
}

async function openAnew(page: Page, path: string): Promise<void> {
  await page.goto(`https://localhost:${collector.port}${path}`)
  await settled(page)
}

async function picture(page: Page, path: string, shot: Look & { data: string }): Promise<void> {
  if (!picturesFolder) return
  const { data, language, scheme, width } = shot
  const name = [path.replaceAll(/\W+/g, '-'), data, language, scheme, width].join('_')
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}
