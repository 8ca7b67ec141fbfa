import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signInAs } from '#tests/collector/api/running-api.ts'
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
        for (const { width, height, scheme } of looks) {
          await page.setViewportSize({ width, height })
          await showIn(page, scheme)
          const look = `${kind} ${scheme} ${width}`
          faults.push(...(await faultsOfPage(page)).map((fault) => `${look}: ${fault}`))
          if (picturesFolder) {
            const name = `${look.replaceAll(/\W+/g, '_')}.png`
            await page.screenshot({ path: join(picturesFolder, name), fullPage: true })
          }
        }
      }
      faults.push(...watched)
    } finally {
      await running.stop()
    }
    expect(faults).toEqual([])
  },
)
