/*
 * Takes a picture of every screen of a running collector, in both languages, both schemes and two widths, and
 * checks each with axe. Not a test: for people who look.
 *
 *   node scripts/screens.ts --address https://localhost:8443 --password … --folder /tmp/pictures
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { AxeResults } from 'axe-core'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { z } from 'zod'
import { languages, type Language } from '#i18n/translator.ts'

const { values: options } = parseArgs({
  options: {
    address: { type: 'string', default: 'https://localhost:8443' },
    name: { type: 'string', default: 'admin' },
    password: { type: 'string' },
    folder: { type: 'string', default: 'pictures' },
    only: { type: 'string', default: '' },
  },
})

const schemes = ['light', 'dark'] as const
const widths = [1440, 390] as const
const heights = { 1440: 900, 390: 844 } as const
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

type Look = { language: Language; scheme: (typeof schemes)[number]; width: (typeof widths)[number] }

mkdirSync(options.folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
let faults = 0
try {
  for (const language of languages) {
    for (const scheme of schemes) {
      for (const width of widths) await takeAll({ language, scheme, width })
    }
  }
} finally {
  await browser.close()
}
console.log(`${faults} faults`)
process.exitCode = faults === 0 ? 0 : 1

async function takeAll(look: Look): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] },
    colorScheme: look.scheme,
    ignoreHTTPSErrors: true,
    bypassCSP: true,
    locale: look.language,
  })
  await context.addInitScript(
    (language) => localStorage.setItem('khien-language', language),
    look.language,
  )
  if (options.password !== undefined) await signIn(context, look, options.password)
  for (const [screen, path] of await screensOf(context)) {
    if (screen.startsWith(options.only)) await take(context, { ...look, screen, path })
  }
  await context.close()
}

async function signIn(context: BrowserContext, look: Look, password: string): Promise<void> {
  await take(context, { ...look, screen: 'sign-in', path: '/' })
  const page = await context.newPage()
  await page.goto(options.address)
  await page.locator('input[name=name]').fill(options.name)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
  await page.close()
}

/** Every screen, with the first host of the list as the example. */
async function screensOf(context: BrowserContext): Promise<[string, string][]> {
  const response = await context.request.get(`${options.address}/api/hosts`)
  if (!response.ok()) return [['sign-in', '/']]
  const page = z
    .object({ hosts: z.array(z.object({ id: z.string() })) })
    .parse(await response.json())
  const screens: [string, string][] = [
    ['overview', '/'],
    ['hosts', '/hosts'],
    ['hosts-filtered', '/hosts?control=patched&state=unmet&q=a'],
    ['hosts-none', '/hosts?q=zzzz'],
    ['not-found', '/nowhere'],
  ]
  const [first] = page.hosts
  return first ? [...screens, ['host', `/hosts/${first.id}`]] : screens
}

async function take(
  context: BrowserContext,
  shot: Look & { screen: string; path: string },
): Promise<void> {
  const name = [shot.screen, shot.language, shot.scheme, shot.width].join('-')
  const page = await context.newPage()
  page.on('pageerror', (error) => report(name, `error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') report(name, `console: ${message.text()}`)
  })
  await page.goto(options.address + shot.path)
  await page.locator('h1, h2').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  await checkPage(page, name)
  await page.screenshot({ path: join(options.folder, `${name}.png`), fullPage: true })
  await page.close()
}

async function checkPage(page: Page, name: string): Promise<void> {
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (tooWide > 0) report(name, `scrolls sideways by ${tooWide} px`)
  await page.evaluate(axeSource)
  const results: AxeResults = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )
  for (const { id, nodes } of results.violations) {
    report(name, `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }
}

function report(name: string, fault: string): void {
  faults += 1
  console.log(`${name}: ${fault}`)
}
