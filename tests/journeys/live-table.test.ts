import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import { unknown } from '#protocol/values.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import { lookForOpenedPorts } from '#tests/support/made-up-hosts.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'

/* A table does not sort itself anew under its reader while agents report; it says that there is news and waits. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let page: Page
const agents = new Map<string, SyntheticHost>()

const samples = sampleProvince(8, 4)
const readingsOf = (hostname: string) => {
  const sample = samples.find((one) => one.hostname === hostname)
  if (!sample) throw new Error(`no sample ${hostname}`)
  return sampleReadings(sample, Date.now())
}

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  const at = { dataDir: folder.path, port: collector.port }
  const target = decodeJoin(await makeJoin(at, 'Sở Y tế'))
  for (const { hostname, index } of samples) {
    const agent = new SyntheticHost({
      keyText: `live ${index}`,
      hostname,
      readings: readingsOf(hostname),
      memory: { session: 0, ticket: null },
      log: quietLog,
    })
    await agent.connect(target, target.token)
    agents.set(hostname, agent)
  }
  browser = await openBrowser()
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
}, 120_000)

afterAll(async () => {
  for (const agent of agents.values()) agent.close()
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const names = async () => {
  const texts = await page.locator('tbody tr[data-row] th').allInnerTexts()
  return texts.map((text) => text.split('\n')[0]?.trim() ?? '')
}

test('rows keep their places while agents report, until the reader asks', async () => {
  await page.goto(`https://localhost:${collector.port}/hosts`)
  await page.locator('[data-status=live]').first().waitFor()
  await expect.poll(names).toHaveLength(samples.length)
  const before = await names()
  const [worst = '', best = ''] = [before[0], before.at(-1)]

  await mend(worst, best)
  expect(await names()).toEqual(before)

  await page.getByRole('button', { name: 'Tải lại' }).click()
  await page.getByText('1 máy vừa gửi dữ liệu.').waitFor({ state: 'detached' })
  // The old rows leave before the new ones stand there: only a whole list is looked at.
  await expect
    .poll(async () => {
      const rows = await names()
      return { same: rows.toSorted(), first: rows[0] === worst ? 'still the worst' : 'another' }
    })
    .toEqual({ same: before.toSorted(), first: 'another' })
})

test('a port that opens is marked as new, and the list of such machines has that one alone', async () => {
  const [hostname = ''] = await hostsOf('/hosts')
  await openPort(hostname, 2323)
  await lookForOpenedPorts(folder.path)

  expect(await hostsOf('/hosts?newPorts=yes')).toEqual([hostname])
  await page.getByText('Có cổng mới mở trong').waitFor()
  await page.locator('tbody tr[data-row] th a').first().click()
  const row = page.getByRole('row').filter({ hasText: '2323/tcp' })
  await row.getByText(/mới mở \d{2}\/\d{2}\/\d{4}/).waitFor()
  const marks = page
    .locator('tr')
    .filter({ hasText: /\d+\/(?:tcp|udp)/ })
    .filter({ hasText: 'mới mở' })
  expect(await marks.count()).toBe(1)
})

test('work keeps its places too, also when a machine leaves it, until the reader asks', async () => {
  const [worst = '', ...others] = await hostsOf('/hosts')
  await page.goto(`https://localhost:${collector.port}/todo`)
  const remedies = page.locator('#main ol > li')
  await remedies.first().waitFor()
  const before = await remedies.allInnerTexts()
  await mend(worst, others.at(-1) ?? '')
  expect(await remedies.allInnerTexts()).toEqual(before)
  await page.getByRole('button', { name: 'Tải lại' }).click()
  await expect.poll(() => remedies.allInnerTexts(), slowly).not.toEqual(before)

  await remedies.first().getByRole('link').first().click()
  await page.locator('tbody tr th').first().waitFor()
  const machines = await machinesOfRemedy()
  const well = samples.map(({ hostname }) => hostname).find((name) => !machines.includes(name))
  const [first = '', ...rest] = machines
  await mend(first, well ?? 'none is without this work')
  expect(await machinesOfRemedy()).toEqual(machines)
  await page.getByRole('button', { name: 'Tải lại' }).click()
  await expect.poll(machinesOfRemedy, slowly).toEqual(rest)
})

test('many machines are asked at once to report, and each answers', async () => {
  await page.goto(`https://localhost:${collector.port}/todo`)
  await page.locator('#main ol > li').first().getByRole('link').first().click()
  await page.locator('tbody tr th').first().waitFor()
  await page.locator('[data-status=live]').first().waitFor()
  await page.getByRole('checkbox', { name: 'Chọn mọi máy trên trang này' }).check()
  await page.getByRole('button', { name: 'Kiểm tra lại ngay' }).click()
  const { length } = await machinesOfRemedy()
  expect(length).toBeGreaterThan(1)
  const told = `Đã hỏi ${length} máy · đã trả lời ${length} · không kết nối 0`
  await page.getByText(told).waitFor()
})

test('while the line is cut a machine is followed by asking, and when it is back the badge says so', async () => {
  const [hostname = ''] = await hostsOf('/hosts')
  const own = await page.context().newPage()
  await own.route('**/api/live*', (route) => route.abort())
  await own.clock.install()
  const badge = own.locator('[data-status]').first()
  const status = () => badge.getAttribute('data-status')
  const row = own.getByRole('row').filter({ hasText: '2424/tcp' })
  const address = await page.locator('tbody tr[data-row] th a').first().getAttribute('href')
  await own.goto(`https://localhost:${collector.port}${address}`)
  await own.getByRole('row').filter({ hasText: '/tcp' }).first().waitFor()
  await expect.poll(status, slowly).toBe('lost')
  expect(await badge.textContent()).toContain('Mất kết nối')

  await openPort(hostname, 2424)
  await own.clock.fastForward(20_000)
  expect(await row.count()).toBe(0)
  await own.clock.fastForward(11_000)
  await row.waitFor()
  expect(await status()).toBe('lost')

  await own.unroute('**/api/live*')
  await expect.poll(status, slowly).toBe('live')
  await own.close()
})

/** A machine becomes as well as another, under its own name; the screen has told of it and stood a while. */
async function mend(hostname: string, like: string): Promise<void> {
  await page.locator('[data-status=live]').first().waitFor()
  const { os = unknown('not-supported') } = readingsOf(hostname)
  await agents.get(hostname)?.report({ ...readingsOf(like), os })
  await page.getByText('1 máy vừa gửi dữ liệu.').waitFor()
  await page.waitForTimeout(1_500)
}

async function openPort(hostname: string, port: number): Promise<void> {
  const { ports } = readingsOf(hostname)
  if (ports?.state !== 'known') throw new Error('no ports')
  const listeners = [...ports.facts.listeners, { ...telnet, port }].toSorted(
    (left, right) => left.transport.localeCompare(right.transport) || left.port - right.port,
  )
  const facts = { listeners, listenersTotal: listeners.length }
  await agents.get(hostname)?.report({ ports: { state: 'known', facts } })
}

async function machinesOfRemedy(): Promise<string[]> {
  const texts = await page.locator('tbody tr th').allInnerTexts()
  return texts.map((text) => text.split('\n')[0]?.trim() ?? '')
}

/** The browser calls again when it likes, and the machine may be busy. */
const slowly = { timeout: 40_000 }

const telnet = {
  transport: 'tcp',
  address: '0.0.0.0',
  exposure: 'any',
  program: 'telnetd',
  service: null,
} as const

async function hostsOf(path: string): Promise<string[]> {
  await page.goto(`https://localhost:${collector.port}${path}`)
  await page.locator('tbody tr[data-row] th').first().waitFor()
  return names()
}
