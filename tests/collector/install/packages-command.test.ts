import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPackage } from '#collector/packages/add.ts'
import { createShelf } from '#collector/packages/shelf.ts'
import { Refusal } from '#protocol/refusals.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { msiBeginning } from './packages.ts'

const deb = 'khien-agent-1.2.3-linux-x64.deb'
const content = '!<arch>\ncontent'
const sha256 = createHash('sha256').update(content).digest('hex')
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let shelf: string
let built: string

beforeAll(async () => {
  folder = await temporaryFolder()
  shelf = join(folder.path, 'packages')
  built = join(folder.path, 'built')
  await mkdir(built)
})
afterAll(() => folder.remove())

const write = async (name: string, text: string | Buffer) => {
  await writeFile(join(built, name), text)
  return join(built, name)
}
const refused = (file: string) =>
  addPackage(shelf, file).then(
    () => 'added',
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  )

test('a package is copied whole, and its sum is held against the one beside it', async () => {
  const file = await write(deb, content)
  const added = { name: deb, bytes: content.length, sha256 }
  expect(await addPackage(shelf, file)).toEqual({ ...added, isSumChecked: false })
  await write('SHA256SUMS', `${'0'.repeat(64)}  other.deb\n${sha256}  ${deb}\n`)
  expect(await addPackage(shelf, file)).toEqual({ ...added, isSumChecked: true })
  expect(readFileSync(join(shelf, deb), 'utf8')).toBe(content)
  expect(statSync(join(shelf, deb)).mode & 0o777).toBe(0o640)
  expect(await createShelf(shelf).list()).toEqual([
    { ...added, kind: 'linux-x64-deb', version: '1.2.3' },
  ])
})

test.each([
  ['secret.deb', content, 'PACKAGE_NAME_UNKNOWN'],
  ['khien-agent-1.2.3-linux-x64.deb.exe', content, 'PACKAGE_NAME_UNKNOWN'],
  ['khien-collector-1.2.3-linux-x64.deb', content, 'PACKAGE_NAME_UNKNOWN'],
  ['khien-agent-<script>-linux-x64.deb', content, 'PACKAGE_NAME_UNKNOWN'],
  ['khien-agent-1.2.3-windows-x64.msi', content, 'PACKAGE_NOT_WHAT_IT_SAYS'],
  ['khien-agent-1.2.3-linux-x64.rpm', msiBeginning, 'PACKAGE_NOT_WHAT_IT_SAYS'],
  ['khien-agent-1.2.3-linux-arm64.tar.zst', '', 'PACKAGE_NOT_WHAT_IT_SAYS'],
])('%s is refused, and nothing is copied', async (name, text, code) => {
  const before = readdirSync(shelf)
  expect(await refused(await write(name, text))).toBe(code)
  expect(readdirSync(shelf)).toEqual(before)
})

test('a file that is not there, a folder, and a sum that differs are refused; the old package stays', async () => {
  expect(await refused(join(built, 'khien-agent-9.9.9-linux-x64.deb'))).toBe('FILE_NOT_READABLE')
  await mkdir(join(built, 'khien-agent-1.2.3-linux-arm64.deb'))
  expect(await refused(join(built, 'khien-agent-1.2.3-linux-arm64.deb'))).toBe('FILE_NOT_READABLE')
  expect(await refused(await write(deb, `${content} cut short`))).toBe('PACKAGE_SUM_WRONG')
  expect(readFileSync(join(shelf, deb), 'utf8')).toBe(content)
  expect(readdirSync(shelf)).toEqual([deb])
})
