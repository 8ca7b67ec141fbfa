import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSigningKey } from '#scripts/signing-key.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import {
  buildVersions,
  faultsOver,
  newer,
  offerOf,
  older,
  serve,
  type Versions,
} from '#tests/support/update/machine.ts'

/* Real processes under the real launcher; the loop of 200 is in tests/journeys/long/update-faults.test.ts. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let versions: Versions
let newerFiles: readonly string[]
beforeAll(async () => {
  folder = await temporaryFolder()
  versions = await buildVersions(folder.path)
  newerFiles = ['khien-agent', 'agent.cjs'].map((name) => join(folder.path, newer, name))
})
afterAll(() => folder.remove())

test('the newer version runs, proved, after three starts: before it, on trial, and without its time limit', async () => {
  const { version, starts, output } = await serve(versions, { name: 'plain' })
  expect({ version, starts }, output).toEqual({ version: newer, starts: 3 })
})

test('a version that no collector acknowledges goes back', async () => {
  const { version, output } = await serve(versions, { name: 'unproved', acknowledges: [older] })
  expect(version, output).toBe(older)
  expect(output).toContain(`running ${newer}`)
  expect(output).toContain('not-proved')
})

test('a version that ends at its start goes back after three starts', async () => {
  const broken = join(folder.path, 'khien-agent')
  writeFileSync(broken, '#!/bin/sh\nexit 1\n')
  const offered = offerOf(folder.path, { files: [broken], sequence: 8 })
  const { version, starts, output } = await serve(versions, { name: 'crashing', offered })
  expect({ version, starts }, output).toEqual({ version: older, starts: 5 })
  expect(output).toContain('not-started')
})

test('wherever an update is cut off, an agent of one of the two versions runs', async () => {
  const { steps } = await serve(versions, { name: 'count' })
  for (const [index, fault] of faultsOver(steps, 12).entries()) {
    const { version, output } = await serve(versions, { name: `fault-${index}`, fault })
    const of = `${JSON.stringify(fault)} of ${steps}\n${output}`
    expect([older, newer], of).toContain(version)
    if (fault.kind !== 'full') expect(version, of).toBe(newer)
  }
}, 90_000)

describe('what is not taken', () => {
  const refused: readonly (readonly [
    string,
    string,
    () => Partial<Pick<Versions, 'manifest' | 'packs'>>,
  ])[] = [
    [
      'a release signed by an unknown key',
      'not-signed',
      () => {
        makeSigningKey(join(folder.path, 'unknown.pem'))
        return offerOf(folder.path, { files: newerFiles, key: 'unknown.pem' })
      },
    ],
    [
      'an older version, whatever its number',
      'older',
      () => offerOf(folder.path, { files: newerFiles, version: '0.9.9', sequence: 99 }),
    ],
    [
      'a file that is not the one that was signed',
      'damaged',
      () => {
        const packs = join(folder.path, 'flipped')
        const bytes = readFileSync(versions.packs)
        bytes[1_000] = (bytes[1_000] ?? 0) ^ 1
        writeFileSync(packs, bytes)
        return { packs }
      },
    ],
    [
      'a manifest with one other byte',
      'not-signed',
      () => ({ manifest: versions.manifest.replace('"sequence":7', '"sequence":8') }),
    ],
  ]
  test.each(refused)('%s: %s', async (name, why, offered) => {
    const wish = { name: name.replace(/\W/g, '-'), offered: offered() }
    const { version, starts, output } = await serve(versions, wish)
    expect({ version, starts }, output).toEqual({ version: older, starts: 1 })
    expect(output).toContain(why)
  })

  test('a truncated file: nothing is switched, and what has come is kept for later', async () => {
    const packs = join(folder.path, 'truncated')
    writeFileSync(packs, readFileSync(versions.packs).subarray(0, 9_000))
    const { version, starts, output } = await serve(versions, { name: 'cut', offered: { packs } })
    expect({ version, starts }, output).toEqual({ version: older, starts: 1 })
    expect(output).not.toContain('switched')
  })
})
