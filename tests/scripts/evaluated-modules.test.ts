import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { build } from 'vite'
import { evaluatedModules } from '#scripts/evaluated-modules.ts'

const folder = mkdtempSync(join(tmpdir(), 'khien-evaluated-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The page of a module that is run when it is built. */
async function pageOf(name: string, source: string): Promise<string> {
  const told = join(folder, `${name}.ts`)
  const entry = join(folder, `${name}-entry.ts`)
  writeFileSync(told, source)
  writeFileSync(entry, `import * as told from './${name}.ts'\nconsole.log(told.value)\n`)
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [evaluatedModules([told])],
    build: { write: false, minify: false, rolldownOptions: { input: entry } },
  })
  if (!('output' in built)) throw new Error('built once')
  return built.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('')
}

test('a page carries what a module says, and nothing of how it came to say it', async () => {
  const page = await pageOf(
    'sum',
    "import { basename } from 'node:path'\nexport const value = { name: basename('/a/b'), sum: 40 + 2 }\n",
  )
  expect(page).toMatch(/"?sum"?: 42/)
  expect(page).not.toMatch(/import|basename/)
})

test('what JSON cannot say is refused when the pages are built', async () => {
  await expect(pageOf('act', 'export const value = () => 1\n')).rejects.toThrow('act.ts value')
  await expect(pageOf('day', 'export const value = new Date(0)\n')).rejects.toThrow('only what')
  await expect(pageOf('gap', 'export const value = { a: undefined }\n')).rejects.toThrow()
})
