import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
import { signInAs, type RunningApi } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { fillProvince, type FullProvince } from '#tests/support/full-province.ts'
import {
  faultsOfPage,
  goWithin,
  settled,
  showIn,
  watchFaults,
} from '#tests/support/screen-faults.ts'
import { newSigner } from '#tests/support/signed-catalogue.ts'
import type { DialogWalk } from './walk/dialog-walk.ts'
import { dialogs, frames } from './walk/dialogs.ts'
import { handOf } from './walk/hand.ts'

/*
 * Every dialog, drawer and menu of the console, opened over a full province: clean by axe, no error, no request that
 * leaves. With SCREENS_FOLDER set, a picture of each is kept there for people who look.
 */

const webSources = join(import.meta.dirname, '../../../collector/web')
const picturesFolder = process.env['SCREENS_FOLDER']
/** What a component that opens over the screen begins with. */
const opening =
  /<(?:Modal|Modal\.Root|Drawer|Popover|Menu|HoverCard|Confirm|ChangeDialog|Spotlight\.Root)(?=[\s>])/g

beforeAll(() => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
})

test('every dialog of the sources is walked: none is added without it', () => {
  const written: Record<string, number> = {}
  for (const file of globSync('{parts,screens,shell,trends}/**/*.tsx', { cwd: webSources })) {
    const found = readFileSync(join(webSources, file), 'utf8').match(opening)?.length ?? 0
    if (found > 0 && !frames.includes(file)) written[file] = found
  }
  const walked: Record<string, number> = {}
  for (const { file } of dialogs) walked[file] = (walked[file] ?? 0) + 1
  expect(walked).toEqual(written)
})

const opened = '[role=dialog]:visible, [role=menu]:visible'
const schemes = ['light', 'dark'] as const

/** In the first language of the screen, in both themes, on a desk; LOOK=en and WIDTH=390 are for people who look. */
const look = {
  language: process.env['LOOK'] === 'en' ? 'en' : 'vi',
  width: Number(process.env['WIDTH'] ?? 1440),
} as const

test('every dialog is clean in light and dark', { timeout: 900_000 }, async () => {
  const faults: string[] = []
  let province: FullProvince | undefined
  const fill = async (api: RunningApi) => {
    province = await fillProvince(api, await signInAs(api, 'administrator'))
    await signInAs(api, 'officer')
  }
  const running = await startConsole(fill, { catalogueKeys: [newSigner().publicKey] })
  if (!province) throw new Error('nothing was brought in')
  try {
    const { api, origin } = running
    const page = await pageOf(running)
    const watched = watchFaults(page, new URL(origin).host)
    for (const dialog of wanted(dialogs)) {
      const found = await faultsOf(page, dialog, { api, province, origin })
      faults.push(
        ...[...found, ...watched.splice(0).filter(isOurs)].map(
          (fault) => `${dialog.file}: ${fault}`,
        ),
      )
    }
  } finally {
    await running.stop()
  }
  expect(faults).toEqual([])
})

/** The browser tells of the answer that ends a session, which one dialog waits for. */
const isOurs = (fault: string) => !fault.includes('401 (Unauthorized)')

/** With DIALOG set to a part of a file's name, those alone; for whoever mends one. */
const wanted = (all: readonly DialogWalk[]) =>
  all.filter(({ file }) => file.includes(process.env['DIALOG'] ?? ''))

type Walked = { api: RunningApi; province: FullProvince; origin: string }

async function faultsOf(page: Page, dialog: DialogWalk, walked: Walked): Promise<string[]> {
  const { api, province, origin } = walked
  try {
    await openScreen(page, origin, dialog.path(province))
    await dialog.open(handOf(page, { api, province, language: look.language }))
    await page.locator(opened).first().waitFor({ timeout: 5_000 })
    await settled(page)
    const faults: string[] = []
    for (const scheme of schemes) {
      await showIn(page, scheme)
      await picture(page, dialog, scheme)
      faults.push(...(await faultsOfPage(page)).map((fault) => `${scheme}: ${fault}`))
    }
    // A menu is drawn beside the page, where no landmark can hold it.
    return faults.filter((fault) => !fault.includes(': region:'))
  } catch (error) {
    return [`does not open: ${String(error).split('\n').slice(0, 3).join(' ')}`]
  }
}

/** As a link leads there; anew where it is the screen that stands, or where something stays open over it. */
async function openScreen(page: Page, origin: string, path: string): Promise<void> {
  await page.keyboard.press('Escape')
  const closed = page.locator(opened).first().waitFor({ state: 'hidden', timeout: 1_000 })
  const isClosed = await closed.then(
    () => true,
    () => false,
  )
  if (isClosed && page.url() !== origin + path) return goWithin(page, path)
  await page.goto(origin + path)
  await settled(page)
}

async function pageOf(running: RunningConsole): Promise<Page> {
  const viewport = { width: look.width, height: 900 }
  const page = await signedInPage(running, 'administrator', { viewport })
  await page.addInitScript(
    (language: Language) => localStorage.setItem('khien-language', language),
    look.language,
  )
  page.setDefaultTimeout(20_000)
  return page
}

async function picture(page: Page, { file }: DialogWalk, scheme: string): Promise<void> {
  if (!picturesFolder) return
  const index = dialogs.findIndex((one) => one.file === file)
  const name = [index, file.replaceAll(/\W+/g, '-'), ...Object.values(look), scheme].join('_')
  await page.screenshot({ path: join(picturesFolder, `${name}-${Date.now()}.png`) })
}
