import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { expect, test } from 'vitest'
import { createImportReader } from '#collector/imports/reader.ts'
import { importLimits } from '#protocol/import-views.ts'
import { agencies, check, choice, refusalOf, xlsx } from './files.ts'

const mb = 1024 * 1024

const sheet = 'xl/worksheets/sheet1.xml'

test('a bomb of 369 KB is refused by what it says of itself, before a byte is inflated', async () => {
  const bomb = archiveOf(deflatedZeros(369 * mb), 369 * mb)
  expect(bomb.length).toBeLessThan(400 * 1024)
  expect(await refusalOf(bomb)).toEqual({
    code: 'IMPORT_INFLATED_TOO_LARGE',
    // The count of what comes out would have stopped at the limit.
    params: { bytes: 369 * mb, bytesMax: importLimits.inflatedBytesMax },
  })
})

test('a bomb that lies about its size is stopped by the count of what comes out', async () => {
  const { code, params } = await refusalOf(archiveOf(deflatedZeros(200 * mb), 1000))
  expect(code).toBe('IMPORT_INFLATED_TOO_LARGE')
  expect(Number(Object(params).bytes)).toBeLessThan(importLimits.inflatedBytesMax + 17 * mb)
})

test('a part that is another size than the archive says is refused', async () => {
  expect(await refusalOf(archiveOf(deflatedZeros(2000), 1000))).toMatchObject({
    code: 'IMPORT_FILE_BROKEN',
  })
})

const deflatedZeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes), { level: 9 })

/** A .zip of one deflated part that claims a size. Source: PKWARE APPNOTE 4.3. */
function archiveOf(deflated: Uint8Array, claimedBytes: number): Uint8Array {
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(deflated.length, 14)
  common.writeUInt32LE(claimedBytes, 18)
  common.writeUInt16LE(sheet.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(sheet), deflated])
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    common,
    Buffer.alloc(14),
    Buffer.from(sheet),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}

test('an archive of very many parts is refused', async () => {
  const parts: Zippable = {}
  for (let part = 0; part < 501; part += 1) parts[`p${part}.xml`] = strToU8('<a/>')
  expect(await refusalOf(zipSync(parts))).toMatchObject({ code: 'IMPORT_PARTS_TOO_MANY' })
})

test('an archive that is cut is refused', async () => {
  const whole = await xlsx([
    ['Mã máy', 'Loại máy'],
    ['M1', 'PC'],
  ])
  const cut = whole.subarray(0, whole.length - 200)
  expect(await refusalOf(cut)).toMatchObject({ code: 'IMPORT_FILE_BROKEN' })
})

/** A workbook of one sheet with this content. */
function workbook(rows: string): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    ),
  })
}

const cell = (place: string) => `<c r="${place}" t="inlineStr"><is><t>x</t></is></c>`

test('one cell far away makes no rows and no columns', async () => {
  expect(await refusalOf(workbook(`<row r="999999">${cell('A999999')}</row>`))).toMatchObject({
    code: 'IMPORT_ROWS_TOO_MANY',
    params: { rows: 999_999 },
  })
  expect(await refusalOf(workbook(`<row r="1">${cell('XFD1')}</row>`))).toMatchObject({
    code: 'IMPORT_COLUMNS_TOO_MANY',
    params: { columns: 16_384 },
  })
})

test('a file whose table outgrows the memory of its thread ends that thread alone', async () => {
  const cells = Array.from({ length: 40_000 }, (_, at) => `<c  r = "A${at + 1}"><v>${at}</v></c>`)
  const reader = createImportReader({ timeMs: 30_000, heapMb: 12, readersMax: 1 })
  const work = { choice, agencies, remembered: [], standing: [], isDryRun: true }
  const read = reader.check({ ...work, bytes: workbook(cells.join('')) }, () => {})
  await expect(read).rejects.toMatchObject({ code: 'IMPORT_MEMORY_EXCEEDED' })
  const next = await check('Mã máy;Loại máy\nM1;PC\n')
  expect(next.check.counts.added).toBe(1)
})

test('a file that takes too long is given up, and only so many are read at a time', async () => {
  const reader = createImportReader({ timeMs: 1, heapMb: 256, readersMax: 1 })
  const work = {
    choice,
    agencies,
    remembered: [],
    standing: [],
    isDryRun: true,
    bytes: Buffer.from('a;b\n'),
  }
  const first = reader.check(work, () => {})
  await expect(reader.check(work, () => {})).rejects.toMatchObject({ code: 'IMPORT_BUSY' })
  await expect(first).rejects.toMatchObject({ code: 'IMPORT_TOO_SLOW' })
})

const machines = (rows: number) =>
  `Mã máy;Loại máy;Tên máy\n${Array.from({ length: rows }, (_, at) => `M${at};PC;PC-${at}`).join('\n')}\n`

test('100,000 rows are refused by the limit; 50,000 are taken, with progress', async () => {
  expect(await refusalOf(machines(100_000))).toEqual({
    code: 'IMPORT_ROWS_TOO_MANY',
    params: { rows: 100_001, rowsMax: 50_000 },
  })
  const seen: string[] = []
  const { check: found } = await createImportReader().check(
    {
      bytes: Buffer.from(machines(50_000)),
      choice,
      agencies,
      remembered: [],
      standing: [],
      isDryRun: true,
    },
    ({ stage, done }) => seen.push(`${stage} ${done}`),
  )
  expect(found.counts).toMatchObject({ rows: 50_000, added: 50_000, wrong: 0 })
  expect(seen).toContain('checking 48000')
})

test('a cell and a row are only so long', async () => {
  const long = await check(`Mã máy;Loại máy;Phòng\nM1;PC;${'a'.repeat(4001)}\n`)
  expect(long.check.errors).toMatchObject([{ expected: 'cell-length', params: { length: 4001 } }])
  expect(await refusalOf(`${'a;'.repeat(150)}b\n`)).toMatchObject({
    code: 'IMPORT_COLUMNS_TOO_MANY',
  })
})

test('many errors are counted, and the first are shown', async () => {
  const { check: found } = await check(machines(2000).replaceAll(';PC;', ';lạ;'))
  expect(found.errorsTotal).toBe(2000)
  expect(found.errors).toHaveLength(importLimits.errorsShownMax)
})
