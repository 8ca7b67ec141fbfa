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

  // It becomes as well as the best one, under its own name.
  const { os = unknown('not-supported') } = readingsOf(worst)
  await agents.get(worst)?.report({ ...readingsOf(best), os })
  await page.getByText('1 máy vừa gửi dữ liệu.').waitFor()
  await page.waitForTimeout(1_500)
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

test('work is not sorted anew either, and many machines are asked at once to report', async () => {
  await page.goto(`https://localhost:${collector.port}/todo`)
  await page.locator('#main a[href^="/todo/"]:not([href*="sheet"])').first().click()
  const rows = page.locator('tbody tr th')
  await rows.first().waitFor()
  await page.locator('[data-status=live]').first().waitFor()
  const texts = async () => (await rows.allInnerTexts()).map((text) => text.split('\n')[0]?.trim())
  const before = await texts()
  const [last = ''] = before.slice(-1)
  await agents.get(last)?.report(readingsOf(last))
  await page.getByText('1 máy vừa gửi dữ liệu.').waitFor()
  await page.waitForTimeout(1_500)
  expect(await texts()).toEqual(before)

  await page.getByRole('checkbox', { name: 'Chọn mọi máy trên trang này' }).check()
  await page.getByRole('button', { name: 'Kiểm tra lại ngay' }).click()
  const count = before.length
  const told = `Đã hỏi ${count} máy · đã trả lời ${count} · không kết nối 0`
  await page.getByText(told).waitFor()
})

test('a port that opens is marked as new, and the list of such machines has that one alone', async () => {
  const [hostname = ''] = await hostsOf('/hosts')
  const { ports } = readingsOf(hostname)
  if (ports?.state !== 'known') throw new Error('no ports')
  const opened = { ...telnet, port: 2323 }
  const listeners = [...ports.facts.listeners, opened].toSorted(
    (left, right) => left.transport.localeCompare(right.transport) || left.port - right.port,
  )
  const facts = { listeners, listenersTotal: listeners.length }
  await agents.get(hostname)?.report({ ports: { state: 'known', facts } })
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
