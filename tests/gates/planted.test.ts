import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gates, type GateResult } from '#scripts/gates.ts'
import { checkout } from '#scripts/tool.ts'
import { catalogueTroubles } from './catalogues.ts'
import { copyCheckout, placeOf, textOf, type Copy } from './copy.ts'
import { documentTroubles } from './documents.ts'
import { lintPlants, tidyPlants, typeEdits, typePlants } from './plants.ts'
import { importTroubles } from './rooms.ts'
import { nameTroubles, textTroubles } from './text-rules.ts'

/*
 * A gate that cannot go red guards nothing. The violations of one gate are put into a copy of the checkout,
 * the very gate of `npm run check` runs on it once, and has to name each of them.
 */
/** A gate looks at the whole checkout, and the machine may be busy with other tests. */
const gateMsMax = 180_000
let copy: Copy
let result: GateResult

beforeAll(() => {
  copy = copyCheckout()
})
afterAll(() => copy.remove())

/** The lines of the output that hold all these words. */
const linesWith = (...words: string[]) =>
  result.output.split('\n').filter((line) => words.every((word) => line.includes(word)))

describe('the gate lint', () => {
  beforeAll(async () => {
    copy.plant(lintPlants)
    copy.write('agent/long.ts', `export let value = 0\n${'value += 1\n'.repeat(300)}`)
    const body = 'value += 1\n'.repeat(69)
    copy.write(
      'agent/winded.ts',
      `export function winded(value: number) {\n${body}return value\n}\n`,
    )
    result = await gates.lint.run(copy.folder)
  }, gateMsMax)

  test.each(lintPlants)('is red for $plant in $into', (plant) => {
    expect(linesWith(placeOf(plant), `(${plant.says})`)).not.toEqual([])
    expect(result.passed).toBe(false)
  })

  test('is red for a long file and a long function', () => {
    expect(linesWith('agent/long.ts', '(max-lines)')).not.toEqual([])
    expect(linesWith('agent/winded.ts', '(max-lines-per-function)')).not.toEqual([])
  })
})

describe('the gate types', () => {
  beforeAll(async () => {
    copy.plant(typePlants)
    typeEdits.forEach((edit) => copy.edit(edit))
    result = await gates.types.run(copy.folder)
  }, gateMsMax)

  test.each(typePlants)('is red for $plant in $into', (plant) => {
    expect(linesWith(placeOf(plant), plant.says)).not.toEqual([])
    expect(result.passed).toBe(false)
  })

  test.each(typeEdits)('is red for $what', ({ names }) => {
    expect(linesWith(names)).not.toEqual([])
  })
})

describe('the gate unused', () => {
  beforeAll(async () => {
    copy.edit({
      path: 'package.json',
      from: '"fastify":',
      to: '"planted": "1.0.0",\n    "fastify":',
    })
    copy.edit({
      path: 'protocol/values.ts',
      from: 'export const',
      to: 'export const lonely = 1\nexport const',
    })
    copy.write('agent/alone.ts', 'export const alone = 1\n')
    result = await gates.unused.run(copy.folder)
  }, gateMsMax)

  test.each(['planted', 'agent/alone.ts', 'lonely'])('is red for %s, which nobody uses', (name) => {
    expect(linesWith(name)).not.toEqual([])
    expect(result.passed).toBe(false)
  })
})

test(
  'the gate format is red for a file that prettier would write otherwise',
  async () => {
    copy.write('agent/unformatted.ts', textOf('unformatted'))
    result = await gates.format.run(copy.folder)
    expect(result.passed).toBe(false)
    expect(linesWith('agent/unformatted.ts')).not.toEqual([])
  },
  gateMsMax,
)

test(
  'the gate tests is red for a failing test, and when there is no test at all',
  async () => {
    const at = 'tests/failing.test.ts'
    copy.write(at, textOf('failing.test'))
    const failing = await gates.tests.run(copy.folder, [at])
    expect(failing).toMatchObject({ passed: false, output: expect.stringContaining('1 failed') })
    const none = await gates.tests.run(copy.folder, ['tests/no-such-test'])
    expect(none.passed).toBe(false)
  },
  gateMsMax,
)

test(
  'the gate schema is red when the protocol changed and its document did not',
  async () => {
    copy.edit({
      path: 'protocol/limits.ts',
      from: 'frameBytesMax: 65_536',
      to: 'frameBytesMax: 65_535',
    })
    result = await gates.schema.run(copy.folder)
    expect(result.passed).toBe(false)
    expect(linesWith('docs/protocol.schema.json', 'stale')).not.toEqual([])
  },
  gateMsMax,
)

test.each(tidyPlants)('the style rule $says is red for $plant in $into', (plant) => {
  const source = { path: placeOf(plant), text: textOf(plant.plant) }
  const troubles = [importTroubles, textTroubles, nameTroubles].flatMap((rule) => rule(source))
  expect(troubles.map(({ rule }) => rule)).toContain(plant.says)
})

test('the style rules are red for catalogues that lose a value or are not composed', () => {
  const troubles = catalogueTroubles(
    { one: '{count} máy', two: 'ma\u0301y', three: 'máy' },
    { one: 'computers', two: 'computer', three: ' ' },
  )
  expect(troubles.map(({ rule }) => rule)).toEqual([
    'text-placeholders',
    'text-composed',
    'text-empty',
  ])
})

test('the style rules are red for a document that names a file which is not there', () => {
  const text = 'See `agent/nowhere.ts` and [this](nowhere.md), not `agent/system.ts`.'
  const troubles = documentTroubles({ path: 'README.md', text }, checkout)
  expect(troubles.map(({ says }) => says)).toEqual([
    'there is no agent/nowhere.ts',
    'there is no nowhere.md',
  ])
})
