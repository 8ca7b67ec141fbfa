import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn } from '#tests/support/browser.ts'
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

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess
let agent: Running
let agentSettings: Record<string, string>
let browser: Browser
let page: Page
let listener: Server | null = null

beforeAll(async () => {
  folder = await temporaryFolder()
  const port = await freePort()
  collector = await startCollector(folder.path, port)
  const joinString = await makeJoin({ dataDir: folder.path, port }, 'Sở Tài chính')
  agentSettings = { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent') }
  const enrolled = await runProduct('agent', ['enrol', joinString], agentSettings)
  expect(enrolled.output).not.toBe('')
  expect(enrolled.exitCode).toBe(0)
  agent = startProduct('agent', ['run'], agentSettings)
  browser = await openBrowser()
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
}, 90_000)

afterAll(async () => {
  listener?.close()
  await browser?.close()
  for (const running of [agent, collector]) {
    running?.signal('SIGTERM')
    await running?.ended
  }
  await folder?.remove()
})

const screen = () => page.locator('body').innerText()
/** Waits until a text shows; nothing is reloaded, so what comes later comes by itself. */
async function seen(what: string): Promise<void> {
  let text = ''
  const look = async () => {
    text = await screen()
    return text.includes(what)
  }
  const explain = () => `${text}\n${agent.output()}\n${collector.output()}`
  await until(`“${what}” on the screen`, look, { deadlineMs: 30_000, explain })
}

test('a person signs in and sees the scorecard of the plan', { timeout: 60_000 }, async () => {
  await signIn(page, collector.port)
  await seen('2458/QĐ-UBND')
  await seen('Chưa đủ dữ liệu')
})

test('this very machine shows with its verdicts', { timeout: 60_000 }, async () => {
  await page.goto(`https://localhost:${collector.port}/hosts`)
  await seen('Sở Tài chính')
  await page.locator('a[href*="/hosts/"]').first().click()
  await seen('Debian')
  await page.locator('li[data-state=unmet]').first().waitFor()
  const unmet = await page.locator('li[data-state=unmet]').allInnerTexts()
  // What was seen, when, and how it is mended.
  for (const said of unmet) {
    expect(said).toMatch(/kiểm tra \d{2}\/\d{2}\/\d{4} \d{2}:\d{2}/)
    expect(said).toMatch(/Khắc phục: \S+/)
    expect(said.replaceAll(/\s+/g, ' ').length).toBeGreaterThan(120)
  }
})

test('a port that opens shows on the open page by itself', { timeout: 90_000 }, async () => {
  const opened = createServer()
  listener = opened
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
  const address = opened.address()
  const port = address !== null && typeof address === 'object' ? String(address.port) : 'none'
  expect(await screen()).not.toContain(port)
  await page.getByRole('button', { name: 'Kiểm tra lại ngay' }).click()
  await seen(port)
})

test('status says in one screen that it is enrolled, connected and acknowledged', async () => {
  const status = await runProduct('agent', ['status'], agentSettings)
  expect(status.exitCode).toBe(0)
  expect(status.output).toContain(`localhost:${collector.port}`)
})

test('Ctrl+C ends both cleanly', { timeout: 20_000 }, async () => {
  agent.signal('SIGINT')
  expect(await agent.ended).toBe(0)
  collector.signal('SIGINT')
  expect(await collector.ended).toBe(0)
})
