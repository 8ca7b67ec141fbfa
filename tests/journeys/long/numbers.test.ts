import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHostSigns, refreshHostSigns } from '#store/register/host-signs.ts'
import { refreshOpenedPorts } from '#store/ports/refresh-opened.ts'
import {
  call,
  password,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

/*
 * A number that can be opened equals the list that it opens. Every link of every screen is read in a real browser as
 * its reader sees it, so that a new card is under this rule without anybody thinking of it.
 */

const webFolder =
  process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../../collector/web/dist')

let api: RunningApi
let browser: Browser
let page: Page
let origin: string
let administrator: SignedIn
let province: SeededProvince

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  api = await startApi({ webFolder })
  province = await seedProvince(api.store, 90)
  administrator = await signInAs(api, 'administrator')
  await declareMachines()
  await refreshOpenedPorts(api.store)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  origin = address.replace('127.0.0.1', 'localhost')
  browser = await openBrowser()
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'vi' })
  page = await context.newPage()
  await page.goto(`${origin}/`)
  await page.locator('input[name=name]').fill('administrator')
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
})

const get = async (url: string) =>
  (await call(api, administrator, { method: 'GET', url })).json() as Record<string, never>

/** Some match a host by its name, some are not in use, one has no agent and most were never enrolled. */
async function declareMachines() {
  await refreshHostSigns(api.store, api.clock.nowMs)
  const signs = await readHostSigns(api.store.reader, null)
  const serialOf = (agencyId: string, index: number) => {
    const ids = province.hosts.filter((one) => one.agencyId === agencyId).map(({ id }) => id)
    return signs.get(ids[index] ?? '')?.serial ?? null
  }
  for (let index = 0; index < 24; index += 1) {
    const agencyId = index % 2 === 0 ? province.health : province.finance
    const state = index % 6 >= 4 || index === 9 || index === 12 ? 'to-be-disposed' : 'in-use'
    const body = {
      code: `MT-${index}`,
      class: index % 5 === 0 ? 'server' : 'workstation',
      name: null,
      serial: index % 3 === 0 ? serialOf(agencyId, index) : null,
      assetTag: null,
      macs: [],
      room: null,
      state,
      stateReason: state === 'in-use' ? null : 'Chờ thanh lý',
      carriesNoAgent: index === 7,
    }
    const answer = await call(api, administrator, {
      method: 'POST',
      url: '/api/register/entries',
      body: { kind: 'machine', agencyId, body, fromDay: '2026-01-01' },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
}

type Opened = { readonly href: string; readonly text: string }

/** The links of a screen that open a list, with the number that stands in them or, where they hold none, beside. */
async function linksOf(path: string): Promise<Opened[]> {
  await page.goto(`${origin}${path}`)
  await page.locator('#main').waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const lists = ['/hosts', '/register/machines', '/register/matches', '/register/entries']
    return [...document.querySelectorAll<HTMLAnchorElement>('#main a[href]')].flatMap((link) => {
      const { pathname, search } = new URL(link.href)
      if (!lists.includes(pathname)) return []
      const beside = link.parentElement?.querySelector('small')?.innerText
      const isCost = search.includes('agentCpu') || search.includes('agentMemory')
      const text = (isCost ? beside : link.innerText) ?? ''
      return [{ href: pathname + search, text }]
    })
  })
}

const numbersIn = (text: string) =>
  [...text.matchAll(/(?<![\p{L}\d-])\d[\d.]*(?![\p{L}\d-])/gu)].map(([digits]) =>
    Number(digits.replaceAll('.', '')),
  )

async function totalOf(href: string): Promise<number> {
  const url = `/api${href}${href.includes('?') ? '&' : '?'}pageSize=1`
  return (await get(url))['total'] ?? Number.NaN
}

async function disagreementsOf(path: string): Promise<{ read: number; faults: string[] }> {
  const faults: string[] = []
  let read = 0
  for (const { href, text } of await linksOf(path)) {
    const numbers = numbersIn(text)
    if (numbers.length === 0) continue
    read += 1
    const total = await totalOf(href)
    if (numbers.length !== 1 || numbers[0] !== total) {
      faults.push(`${path}: “${text.replaceAll('\n', ' ')}” opens ${total} at ${href}`)
    }
  }
  return { read, faults }
}

async function everyScreen(): Promise<string[]> {
  const { plans } = (await get('/api/plans')) as { plans?: { id: string }[] }
  const planPaths: string[] = []
  for (const { id } of plans ?? []) {
    const { indicators } = (await get(`/api/overview?plan=${id}`)) as {
      indicators?: { id: string }[]
    }
    planPaths.push(`/?plan=${id}`)
    for (const { id: of } of indicators ?? []) planPaths.push(`/plans/${id}/indicator?of=${of}`)
  }
  return [
    '/',
    ...planPaths,
    '/agents',
    '/catalogues?part=unknown',
    '/register',
    '/register?class=workstation',
    '/organisations',
    `/organisations/${province.health}`,
    '/indicators',
    '/todo',
  ]
}

test(
  'every number on every screen equals the list that it opens',
  { timeout: 300_000 },
  async () => {
    const faults: string[] = []
    const read: Record<string, number> = {}
    for (const path of await everyScreen()) {
      const found = await disagreementsOf(path)
      faults.push(...found.faults)
      read[path] = found.read
    }
    expect(faults).toEqual([])
    // The screens that are made of such numbers do have them: a rule that looked at nothing has proved nothing.
    expect(read['/']).toBeGreaterThan(40)
    expect(read['/register']).toBeGreaterThan(10)
  },
)
