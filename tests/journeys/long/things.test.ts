import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { call, signInAs, type RunningApi, type SignedIn } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole } from '#tests/support/console.ts'
import { fillProvince, planId, type FullProvince } from '#tests/support/full-province.ts'
import { faultsOfPage, goWithin, showIn, watchFaults } from '#tests/support/screen-faults.ts'

/*
 * The screens that show one thing, each over a full province, in both themes on a desk and on a telephone. With
 * SCREENS_FOLDER set, a picture of each is kept there for people who look.
 */

const picturesFolder = process.env['SCREENS_FOLDER']
const webRoutes = join(import.meta.dirname, '../../../collector/web/routes')
const looks = [
  { width: 1440, height: 900, scheme: 'light' },
  { width: 1440, height: 900, scheme: 'dark' },
  { width: 390, height: 844, scheme: 'dark' },
] as const

/** Of each kind of thing one that the province has. */
const addresses: Readonly<Record<string, (province: FullProvince) => string>> = {
  '/administration/releases/$sequence': () => '/administration/releases/3',
  '/hand-checks/$id': ({ handCheck }) => `/hand-checks/${handCheck}`,
  '/hand-checks/$id/sheet': ({ handCheck }) => `/hand-checks/${handCheck}/sheet`,
  '/hosts/$id': ({ host }) => `/hosts/${host}`,
  '/monday/$agency': ({ health }) => `/monday/${health}`,
  '/obligations/$id/$period': () => '/obligations/tq1670.o01/2026-Q4',
  '/organisations/$id': ({ health }) => `/organisations/${health}`,
  '/plans/$id/indicator': () => `/plans/${planId}/indicator?of=qn2458.i04`,
  '/plans/$id/versions/$version': () => `/plans/${planId}/versions/1`,
  '/register/devices/$id': ({ device }) => `/register/devices/${device}`,
  '/register/imports/$id': ({ importId }) => `/register/imports/${importId}`,
  '/reports/$id': ({ report }) => `/reports/${report}`,
  '/snapshots/$id': ({ snapshot }) => `/snapshots/${snapshot}`,
  '/todo/$remedy': ({ remedy }) => `/todo/${remedy}`,
}
/** Walked from its draft to its end elsewhere: device-checks.test.ts. */
const elsewhere = ['/register/device-checks/$id']

test('every screen of one thing is walked: none is added without it', () => {
  const written = globSync('*.ts', { cwd: webRoutes }).flatMap((file) =>
    [...readFileSync(join(webRoutes, file), 'utf8').matchAll(/path: '([^']*\$[^']*)'/g)].map(
      ([, path]) => path,
    ),
  )
  expect([...Object.keys(addresses), ...elsewhere].sort()).toEqual([...new Set(written)].sort())
})

test(
  'each is clean in both themes, and wide enough for a telephone',
  { timeout: 400_000 },
  async () => {
    if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
    let province: FullProvince | undefined
    const running = await startConsole(async (api) => {
      province = await fillProvince(api, await signInAs(api, 'administrator'))
    })
    if (!province) throw new Error('nothing was brought in')
    const faults: string[] = []
    try {
      const page = await signedInPage(running, 'administrator')
      const watched = watchFaults(page, new URL(running.origin).host)
      for (const [kind, addressIn] of Object.entries(addresses)) {
        await goWithin(page, addressIn(province))
        faults.push(...(await faultsIn(page, kind, looks)))
      }
      faults.push(...watched)
    } finally {
      await running.stop()
    }
    expect(faults).toEqual([])
  },
)

const longName = 'Trung tâm Phát triển quỹ đất '.repeat(7).slice(0, 199)
const wickedName = `<img src=x onerror="document.title='broken'">${'MÁY'.repeat(60)}`
/** Where names stand beside figures. */
const withNames = [
  '/',
  '/indicators',
  `/plans/${planId}/indicator?of=qn2458.i04`,
  '/organisations',
  '/organisations/roles',
  '/hosts',
  '/todo',
  '/register',
  '/register/entries?kind=machine',
  '/register/neighbours',
  '/register/matches',
  '/obligations',
  '/install',
  '/administration/people',
]

test(
  'an agency of 200 letters and a machine whose name is a script fit on every screen, as words',
  { timeout: 300_000 },
  async () => {
    let province: FullProvince | undefined
    const running = await startConsole(async (api) => {
      const as = await signInAs(api, 'administrator')
      province = await fillProvince(api, as)
      await nameBadly(api, as, province)
    })
    if (!province) throw new Error('nothing was brought in')
    const faults: string[] = []
    try {
      const page = await signedInPage(running, 'administrator')
      const watched = watchFaults(page, new URL(running.origin).host)
      const { health, host, remedy } = province
      const own = [`/organisations/${health}`, `/hosts/${host}`, `/todo/${remedy}`]
      for (const path of [...withNames, ...own, `/monday/${health}`]) {
        await goWithin(page, path)
        faults.push(...(await faultsIn(page, path, [looks[0], looks[2]])))
        expect(await page.title()).not.toBe('broken')
      }
      await goWithin(page, `/organisations/${health}`)
      expect(await page.locator('h1').innerText()).toContain(longName.trim())
      await goWithin(page, `/hosts/${host}`)
      expect(await page.locator('h1').innerText()).toContain('<img src=x')
      faults.push(...watched)
    } finally {
      await running.stop()
    }
    expect(faults).toEqual([])
  },
)

async function nameBadly(api: RunningApi, as: SignedIn, { health, host }: FullProvince) {
  const to = {
    name: longName,
    shortName: null,
    code: null,
    kind: 'sở',
    level: 'tỉnh',
    source: null,
  }
  const change = { kind: 'rename', agencyId: health, onDay: '2026-11-18', to }
  const answer = await call(api, as, {
    method: 'POST',
    url: '/api/organisation-changes',
    body: { change },
  })
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body])
  await api.store.db
    .updateTable('host')
    .set({ hostname: wickedName })
    .where('id', '=', host)
    .execute()
}

type Shown = (typeof looks)[number]

/** What is wrong with the screen that is open, in each of these looks. */
async function faultsIn(page: Page, name: string, shown: readonly Shown[]): Promise<string[]> {
  const faults: string[] = []
  for (const { width, height, scheme } of shown) {
    await page.setViewportSize({ width, height })
    await showIn(page, scheme)
    const look = `${name} ${scheme} ${width}`
    faults.push(...(await faultsOfPage(page)).map((fault) => `${look}: ${fault}`))
    if (picturesFolder) {
      const file = `${look.replaceAll(/\W+/g, '_')}.png`
      await page.screenshot({ path: join(picturesFolder, file), fullPage: true })
    }
  }
  return faults
}
