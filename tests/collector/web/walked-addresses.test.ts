import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgingPaths, oncePaths, plainPaths } from '#tests/journeys/long/walk/screens.ts'

const webRoutes = join(import.meta.dirname, '../../../collector/web/routes')
/** Walked in every look, before and beside the lists. */
const always = ['/', '/hosts']

test('every screen that needs nothing but its address is walked: none is added without it', () => {
  const written = globSync('*.ts', { cwd: webRoutes }).flatMap((file) =>
    [...readFileSync(join(webRoutes, file), 'utf8').matchAll(/path: '([^'$]*)'/g)].map(
      ([, path]) => path ?? '',
    ),
  )
  expect(written.length).toBeGreaterThan(30)
  const walked = [...always, ...judgingPaths, ...plainPaths, ...oncePaths].map(
    (path) => path.split('?')[0],
  )
  expect(written.filter((path) => !walked.includes(path))).toEqual([])
})
