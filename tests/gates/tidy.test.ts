import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '#i18n/en.ts'
import { vi } from '#i18n/vi.ts'
import { settingNames } from '#protocol/settings.ts'
import { checkout } from '#scripts/tool.ts'
import { catalogueTroubles } from './catalogues.ts'
import { documentTroubles, readDocuments } from './documents.ts'
import { importTroubles } from './rooms.ts'
import { readSources } from './sources.ts'
import { nameTroubles, textTroubles } from './text-rules.ts'

const sources = readSources(checkout)
const documents = readDocuments(checkout)

test('rooms import one another only as the design has it', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.flatMap(importTroubles)).toEqual([])
})

test('domain is pure, SQL stays in store, no banners, no dead code, no skipped test', () => {
  expect(sources.flatMap(textTroubles)).toEqual([])
})

test('files are named as kebab-case nouns', () => {
  expect(sources.flatMap(nameTroubles)).toEqual([])
})

test('both languages say the same values, composed and never empty', () => {
  expect(catalogueTroubles(vi, en)).toEqual([])
})

test('every migration is listed', () => {
  const list = readFileSync(join(checkout, 'collector/store/migrate.ts'), 'utf8')
  const migrations = sources
    .filter(({ path }) => path.startsWith('collector/store/migrations/'))
    .map(({ path }) => basename(path))
  expect(migrations.length).toBeGreaterThan(0)
  expect(migrations.filter((name) => !list.includes(name))).toEqual([])
})

test('documents name only files that exist', () => {
  expect(documents.length).toBeGreaterThan(10)
  expect(documents.flatMap((document) => documentTroubles(document, checkout))).toEqual([])
})

test('README and the operating guide explain every setting', () => {
  const guide = readFileSync(join(checkout, 'docs/operating/settings.md'), 'utf8')
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8')
  const unexplained = settingNames.filter(
    (name) => !guide.includes(`\`${name}\``) || !readme.includes(`\`${name}\``),
  )
  expect(unexplained).toEqual([])
})

test('dependencies are pinned to one version', () => {
  const manifest = readFileSync(join(checkout, 'package.json'), 'utf8')
  const versions = [...manifest.matchAll(/"(@?[\w./-]+)": "([~^><*][^"]*|latest)"/g)]
  const loose = versions
    .map((match) => match[1])
    .filter((name) => name !== 'node' && name !== 'npm')
  expect(loose).toEqual([])
})
