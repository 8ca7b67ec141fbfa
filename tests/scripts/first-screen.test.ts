import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { viFirst } from '#i18n/vi-first.ts'
import { vi } from '#i18n/vi.ts'
import { firstScreenBytesMax } from '#scripts/first-screen-budget.ts'
import { weighFirstScreen, type FirstScreenWeight } from '#scripts/first-screen.ts'
import { checkout } from '#scripts/tool.ts'

const buildMsMax = 240_000
let weight: FirstScreenWeight

beforeAll(async () => {
  weight = await weighFirstScreen()
}, buildMsMax)

test('a browser loads at most 220 KB of JavaScript before figures stand', () => {
  expect(weight.sources).toContain('collector/web/screens/overview/overview.tsx')
  expect(weight.bytes, JSON.stringify(weight.files)).toBeLessThanOrEqual(firstScreenBytesMax)
})

test('no schema of the contract is among it', () => {
  const schemas = weight.sources.filter((path) => path.startsWith('protocol/'))
  const withZod = schemas.filter((path) => sourceOf(path).includes("from 'zod'"))
  expect(withZod).toEqual([])
})

test(
  'the budget is red where charts are loaded with the first screen',
  async () => {
    const planted = await weighFirstScreen([
      {
        name: 'planted',
        enforce: 'pre',
        transform: (code, id) =>
          id.endsWith('collector/web/main.tsx')
            ? `import * as charts from 'recharts'\nObject.assign(globalThis, { charts })\n${code}`
            : null,
      },
    ])
    expect(planted.bytes).toBeGreaterThan(firstScreenBytesMax)
  },
  buildMsMax,
)

test('every text that the first screen says is loaded with it', () => {
  expect(saidIn("t('nav.overview')\nt(`role.${role}`)")).toContain('role.leader')
  const late = weight.sources.flatMap((path) =>
    saidIn(sourceOf(path))
      .filter((key) => !(key in viFirst))
      .map((key) => `${path} says ${key}`),
  )
  // What a refusal says is loaded with the refusal: nobody reads one before figures stand.
  expect(late.filter((line) => !line.includes(' says refusal.'))).toEqual([])
})

const sourceOf = (path: string) => readFileSync(join(checkout, path), 'utf8')
const keys = Object.keys(vi)

/** The keys of texts that a source names, by quoted words and by templates with a beginning of their own. */
function saidIn(source: string): string[] {
  const text = source.replaceAll(/^ *\| '.*'$/gm, '')
  const quoted = [...text.matchAll(/'([\w.-]+)'/g)].map(([, word]) => word ?? '')
  const templates = [...text.matchAll(/`([a-z][\w.-]*\.)\$\{[^}]*\}([\w.-]*)`/gi)]
  return keys.filter(
    (key) =>
      quoted.includes(key) ||
      templates.some(([, start = '', end = '']) => key.startsWith(start) && key.endsWith(end)),
  )
}
