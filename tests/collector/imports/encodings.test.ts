import { expect, test } from 'vitest'
import { check, refusalOf, utf16, windows1258 } from './files.ts'

const table = 'Mã máy;Loại máy;Tên máy;Phòng\r\nM1;Máy trạm;Trưởng phòng ẵ ự ỹ đ;Phòng Kế hoạch\r\n'
const bytesOf = (text: string) => Buffer.from(text, 'utf8')

test.each([
  ['UTF-8 with a mark', bytesOf(`\ufeff${table}`), 'utf-8'],
  ['UTF-8 without a mark', bytesOf(table), 'utf-8'],
  ['UTF-8 whose letters are taken apart', bytesOf(table.normalize('NFD')), 'utf-8'],
  ['UTF-16, the low byte first', utf16(table, 'le'), 'utf-16le'],
  ['UTF-16, the high byte first', utf16(table, 'be'), 'utf-16be'],
  ['UTF-16 without a mark', utf16(table, 'le').subarray(2), 'utf-16le'],
  ['Windows-1258', windows1258(table), 'windows-1258'],
] as const)('%s is read to the same composed text', async (_name, bytes, encoding) => {
  const { check: found, drafts } = await check(bytes)
  expect(found.file).toEqual({ format: 'csv', encoding, delimiter: ';', sheets: [] })
  expect(found.errors).toEqual([])
  expect(drafts).toMatchObject([
    { agencyId: 'a-yte', body: { name: 'Trưởng phòng ẵ ự ỹ đ', room: 'Phòng Kế hoạch' } },
  ])
})

test('rows of two encodings are refused, and the first row that differs is named', async () => {
  const head = bytesOf('Mã máy;Loại máy\nM1;Máy trạm\n')
  expect(await refusalOf(Buffer.concat([head, windows1258('M2;Máy chủ\n')]))).toEqual({
    code: 'IMPORT_ENCODING_MIXED',
    params: { row: 3, first: 'UTF-8', other: 'Windows-1258' },
  })
  const other = Buffer.concat([windows1258('Mã máy;Loại máy\n'), bytesOf('M1;Máy trạm\n')])
  expect(await refusalOf(other)).toEqual({
    code: 'IMPORT_ENCODING_MIXED',
    params: { row: 2, first: 'Windows-1258', other: 'UTF-8' },
  })
})

test('a row that is of two encodings by itself is named', async () => {
  const row = Buffer.concat([bytesOf('Mã;Loại\nM1;Phòng Kế hoạch;'), windows1258('Máy trạm\n')])
  expect(await refusalOf(row)).toMatchObject({ code: 'IMPORT_ENCODING_MIXED', params: { row: 2 } })
})

test.each([
  ['TCVN3 (ABC)', Buffer.from('M· m¸y;Lo¹i m¸y\nM1;M¸y tr¹m\n', 'latin1')],
  ['VNI', Buffer.from('Maõ maùy;Loaïi maùy\nM1;Maùy traïm\n', 'latin1')],
])('a file in %s is refused by that name', async (encoding, bytes) => {
  expect(await refusalOf(bytes)).toMatchObject({
    code: 'IMPORT_ENCODING_LEGACY',
    params: { row: 1, encoding },
  })
})

test('old letters that were saved as Unicode are an error of their cell', async () => {
  const { check: found } = await check(
    'Mã máy;Loại máy;Phòng\nM1;Máy trạm;Phßng Tµi chÝnh\nM2;Máy trạm;Phoøng Taøi chính\n',
  )
  expect(found.errors).toMatchObject([
    { row: 2, column: 'Phòng', expected: 'vietnamese', params: { encoding: 'TCVN3 (ABC)' } },
    { row: 3, column: 'Phòng', expected: 'vietnamese', params: { encoding: 'VNI' } },
  ])
})

test.each([
  ['nothing', '', 'IMPORT_HEADER_MISSING'],
  ['blank lines', '\r\n\r\n ; \r\n', 'IMPORT_HEADER_MISSING'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 0, 0, 0), 'IMPORT_FORMAT_UNKNOWN'],
  ['an old Excel file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'IMPORT_OLD_EXCEL'],
  ['half an .xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 8, 8), 'IMPORT_FILE_BROKEN'],
  ['an open quotation mark', 'Mã máy;Loại\n"M1;Máy trạm\nM2;Máy chủ\n', 'IMPORT_QUOTE_OPEN'],
])('%s is a worded answer', async (_name, bytes, code) => {
  expect(await refusalOf(bytes)).toMatchObject({ code })
})
