import * as fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { checkFile } from '#collector/imports/check-file.ts'
import { entryKinds } from '#protocol/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import { agencies, choice, utf16, windows1258, xlsx } from './files.ts'

const pieces = [
  ';',
  '\t',
  ',',
  '\n',
  '\r\n',
  '"',
  '=1+1',
  'Mã máy',
  'Loại máy',
  'PC',
  '\0',
  'ẵ',
  '1,5',
]
const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 })

/** Bytes of every sort, among them what nearly is a file. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  texts.map((parts) => strToU8(parts.join(''))),
  texts.map((parts) => new Uint8Array(utf16(parts.join(''), 'be'))),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes])),
  fc
    .tuple(fc.constantFrom('xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'a.xml'), fc.string())
    .map(([name, content]) => zipSync({ [name]: strToU8(content) })),
)

test('any bytes are either understood or refused in words', async () => {
  const work = { agencies, remembered: [], standing: [], isDryRun: false }
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.constantFrom(...entryKinds), async (bytes, kind) => {
      try {
        const { check, drafts } = await checkFile(
          { ...work, bytes, choice: { ...choice, kind } },
          () => {},
        )
        const { rows, added, corrected, unchanged, wrong } = check.counts
        expect(added + corrected + unchanged + wrong).toBe(rows)
        expect(drafts).toHaveLength(added + corrected)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
    { numRuns: 400 },
  )
}, 120_000)

test('a file with any one of its bytes changed is either understood or refused in words', async () => {
  const table = 'Mã máy;Loại máy\nMáy ẵ;Máy trạm\n'
  const whole = [
    await xlsx([
      ['Mã máy', 'Loại máy'],
      ['M1', 'PC'],
    ]),
    windows1258(table),
    new Uint8Array(utf16(table, 'le')),
    strToU8(table),
  ]
  const work = { agencies, remembered: [], standing: [], isDryRun: false, choice }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (bytes, at, change) => {
        const changed = Uint8Array.from(bytes)
        const place = at % changed.length
        changed[place] = (changed[place] ?? 0) ^ change
        try {
          await checkFile({ ...work, bytes: changed }, () => {})
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      },
    ),
    { numRuns: 300 },
  )
}, 120_000)
