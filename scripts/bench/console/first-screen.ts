import { gzipSync } from 'node:zlib'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'

export type FirstScreen = {
  /** Medians over cold starts: a new browser profile each time. */
  readonly firstPaintMs: number
  readonly figuresMs: number
  /** All JavaScript that has been asked for when the figures stand, gzip; charts come after them. */
  readonly scriptBytes: number
  /** Nodes of the page at the end of scrolling through the list of hosts, and the most on the way. */
  readonly nodesMax: number
}

const coldStarts = 5
const scrollSteps = 40

/** Opens the console in Chromium as somebody does who has it for the first time, and scrolls through all hosts. */
export async function measureFirstScreen(
  port: number,
  account: { readonly name: string; readonly password: string },
): Promise<FirstScreen> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  try {
    const starts: Start[] = []
    for (let start = 0; start < coldStarts; start += 1) {
      starts.push(await coldStart(browser, port, account))
    }
    const median = (of: (start: Start) => number) =>
      starts.map(of).toSorted((left, right) => left - right)[Math.floor(coldStarts / 2)] ?? NaN
    return {
      firstPaintMs: median(({ firstPaintMs }) => firstPaintMs),
      figuresMs: median(({ figuresMs }) => figuresMs),
      scriptBytes: Math.max(...starts.map(({ scriptBytes }) => scriptBytes)),
      nodesMax: await nodesWhileScrolling(browser, port, account),
    }
  } finally {
    await browser.close()
  }
}

type Account = { readonly name: string; readonly password: string }
type Start = Pick<FirstScreen, 'firstPaintMs' | 'figuresMs' | 'scriptBytes'>

async function coldStart(browser: Browser, port: number, account: Account): Promise<Start> {
  const { page, close } = await signedInPage(browser, port, account)
  // What sign-in has brought into the cache is forgotten: the start is cold but for the session.
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  const asked: Request[] = []
  const note = (request: Request) => {
    if (request.resourceType() === 'script') asked.push(request)
  }
  page.on('request', note)
  const startedMs = performance.now()
  await page.goto(`https://localhost:${port}/`, { waitUntil: 'commit' })
  await page
    .getByText(/\d+,\d%/)
    .first()
    .waitFor()
  const figuresMs = performance.now() - startedMs
  page.off('request', note)
  const sizes = await Promise.all(asked.map(sizeOf))
  const scriptBytes = sizes.reduce((sum, bytes) => sum + bytes, 0)
  const firstPaintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  )
  await close()
  return { firstPaintMs, figuresMs, scriptBytes }
}

async function sizeOf(request: Request): Promise<number> {
  const response = await request.response()
  if (!response) throw new Error(`no answer to ${request.url()}`)
  return gzipSync(await response.body()).length
}

async function nodesWhileScrolling(
  browser: Browser,
  port: number,
  account: Account,
): Promise<number> {
  const { page, close } = await signedInPage(browser, port, account)
  await page.goto(`https://localhost:${port}/hosts`)
  await page.getByText(/PC-/).first().waitFor()
  let nodesMax = 0
  for (let step = 1; step <= scrollSteps; step += 1) {
    await page.evaluate((part) => {
      const rows = document.querySelector('[data-scroll-rows]') ?? document.scrollingElement
      rows?.scrollTo({ top: rows.scrollHeight * part })
    }, step / scrollSteps)
    await page.waitForTimeout(150)
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
    nodesMax = Math.max(nodesMax, nodes)
  }
  await close()
  return nodesMax
}

async function signedInPage(
  browser: Browser,
  port: number,
  { name, password }: Account,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(`https://localhost:${port}/`)
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  // The screen of signing in has a heading too.
  await page.locator('#main h1').waitFor()
  return { page, close: () => context.close() }
}
