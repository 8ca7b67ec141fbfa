import type { Page } from 'playwright-core'
import { goWithin, settled } from '#tests/support/screen-faults.ts'

/** A link of a screen that opens a list, with the numbers that stand in it. */
export type Opened = {
  readonly href: string
  readonly text: string
  readonly numbers: readonly number[]
}

/** The links of a screen that open a list, with the number that stands in them or, where they hold none, beside. */
export async function readNumbers(page: Page, url: string): Promise<Opened[]> {
  await goWithin(page, url)
  const links = await page.evaluate(() => {
    const lists =
      /^\/(hosts|register\/(machines|matches|entries)|todo\/[\w-]+|obligations\/[^/]+\/[^/]+)$/
    return [...document.querySelectorAll<HTMLAnchorElement>('#main a[href]')].flatMap((link) => {
      const { pathname, search } = new URL(link.href)
      // One computer has the address of a list and an id after it.
      if (!lists.test(pathname)) return []
      // An obligation is named by a link too; who has sent is what is counted.
      if (pathname.startsWith('/obligations') && !search.includes('sending=')) return []
      const beside = link.parentElement?.querySelector('small')?.innerText
      const isCost = search.includes('agentCpu') || search.includes('agentMemory')
      const text = (isCost ? beside : link.innerText) ?? ''
      return [{ href: pathname + search, text }]
    })
  })
  return links
    .map((link) => ({ ...link, numbers: numbersIn(link.text) }))
    .filter(({ numbers }) => numbers.length > 0)
}

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/(?<![\p{L}\d-])\d[\d.]*(?![\p{L}\d-])/gu)].map(([digits]) =>
    Number(digits.replaceAll('.', '')),
  )

type Answer = Readonly<Record<string, unknown>>

/** How many rows the API says that a list has, asked as the screen asks. */
export async function totalBehind(
  ask: (url: string) => Promise<Answer>,
  href: string,
): Promise<number> {
  const { pathname, search } = new URL(href, 'http://list')
  const [, room = '', id = ''] = pathname.split('/')
  const asked = `${search === '' ? '?' : `${search}&`}pageSize=1`
  if (room === 'obligations') {
    const { rows } = await ask(`/api${pathname}${search}`)
    return Array.isArray(rows) ? rows.length : Number.NaN
  }
  const { total } = await ask(
    room === 'todo' ? `/api/work/remedies/${id}${asked}` : `/api${pathname}${asked}`,
  )
  return typeof total === 'number' ? total : Number.NaN
}

/** One screen, with the numbers that were read on it. */
type Screen = { readonly url: string; readonly opened: readonly Opened[] }

/**
 * Clicks the first number of each kind of list that a screen opens, as a reader would: the list has to say it.
 * `clicked` names what was clicked on screens of the same kind and is not clicked again.
 */
export async function faultsByClick(
  page: Page,
  { url, opened }: Screen,
  clicked: Set<string>,
): Promise<string[]> {
  const faults: string[] = []
  for (const one of opened) {
    const way = `${kindOf(url)} ${kindOf(one.href)}`
    if (clicked.has(way) || (one.numbers[0] ?? 0) === 0) continue
    clicked.add(way)
    if (page.url() !== url) await goWithin(page, url)
    const link = page.locator(`#main a[href="${one.href}"]:visible`).first()
    const clickedLink = await link.elementHandle()
    await link.click()
    // The address is ahead of the screen: what stands until the list is drawn says the number as well.
    await page.waitForFunction((element) => element?.isConnected === false, clickedLink)
    await settled(page)
    const isSaid = await says(page, one)
    if (!isSaid) faults.push(`${url}: “${one.text}” was clicked, and ${one.href} does not say it`)
  }
  return faults
}

/** A screen or a list without the ids in its address. */
const kindOf = (address: string) =>
  new URL(address, 'http://list').pathname.replaceAll(/\/[^/]*\d[^/]*(?=\/|$)/g, '/#')

async function says(page: Page, { href, numbers }: Opened): Promise<boolean> {
  const list = page.locator('#main')
  // Who has sent stands as rows alone.
  if (href.startsWith('/obligations'))
    return (await list.locator('tbody tr').count()) === numbers[0]
  return numbersIn(await list.innerText()).some((number) => numbers.includes(number))
}
