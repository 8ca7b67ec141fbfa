import { expect, test } from 'vitest'
import { signatureOf } from '#collector/imports/mapping.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { check, choice, lineOf, xlsx } from './files.ts'

const machine = declaredMachine('M1')

test.each([
  ['semicolons', 'Mã máy;Loại máy;Phòng\nM1;Máy trạm;A, B\n', ';'],
  ['tabs', 'Mã máy\tLoại máy\tPhòng\nM1\tMáy trạm\tA, B\n', '\t'],
  ['commas', 'Mã máy,Loại máy,Phòng\nM1,Máy trạm,"A, B"\n', ','],
  ['a separator that the file names', 'sep=,\nMã máy,Loại máy,Phòng\nM1,Máy trạm,"A, B"\n', ','],
])('columns may be separated by %s', async (_name, text, delimiter) => {
  const { check: found, drafts } = await check(text)
  expect(found.file.delimiter).toBe(delimiter)
  expect(drafts.map(({ body }) => body)).toEqual([{ ...machine, room: 'A, B' }])
})

test.each([
  ['Vietnamese', 'Mã máy;Loại máy;Số sê-ri'],
  ['Vietnamese without marks', 'MA MAY;loai may;so se ri'],
  ['English', 'Code;Class;Serial number'],
  ['numbered, with marks of what is required', '1. Mã máy (*);2. Loại máy (*);3. Serial'],
  ['the words of an office', 'Mã tài sản;Loại thiết bị;S/N'],
])('heads in %s are recognised', async (_name, heads) => {
  const { check: found, drafts } = await check(`${heads}\nM1;PC;SN-1\n`)
  expect(found.columns.map(({ field }) => field)).toEqual(['code', 'class', 'serial'])
  expect(drafts.map(({ body }) => body)).toEqual([{ ...machine, serial: 'SN-1' }])
})

test('titles above the table and empty lines in it are no rows, and rows keep their numbers', async () => {
  const text = 'UBND TỈNH;;\nDANH SÁCH MÁY TÍNH;;\n;;\nSTT;Mã máy;Loại máy\n1;M1;PC\n;;\n2;M2;lạ\n'
  const { check: found } = await check(text)
  expect(found.headerRow).toBe(4)
  expect(found.counts).toEqual({ rows: 2, added: 1, corrected: 0, unchanged: 0, wrong: 1 })
  expect(found.errors.map(lineOf)).toEqual(['7 Loại máy: lạ → choice'])
})

test('every error of a row is told with row, column, value and what is expected', async () => {
  const text = `Mã máy;Loại máy;Địa chỉ MAC;Tên máy\n;xe máy;12:34;${'a'.repeat(300)}\n`
  const { check: found } = await check(text)
  expect(found.errors.map(lineOf)).toEqual([
    '2 Mã máy:  → required',
    '2 Loại máy: xe máy → choice',
    '2 Địa chỉ MAC: 12:34 → mac',
  ])
  expect(found.errors[1]?.params).toEqual({ choices: 'Máy chủ / Máy trạm / Thiết bị đầu cuối' })
  const long = await check(`Mã máy;Loại máy\n${'m'.repeat(61)};PC\n`)
  expect(long.check.errors).toMatchObject([{ row: 2, expected: 'length', params: { max: 60 } }])
})

test('a row keeps the rules of the form: out of use has a reason, a licence ends after it begins, a part is no more than its whole', async () => {
  const machines = await check(
    'Mã máy;Loại máy;Tình trạng;Lý do\nM1;PC;Trong kho;\nM2;PC;Trong kho;Hỏng\n',
  )
  expect(machines.check.errors).toMatchObject([{ row: 2, expected: 'reason-missing' }])
  expect(machines.drafts).toHaveLength(1)
  const licences = await check(
    'Tên phần mềm;Số lượng;Từ ngày;Đến ngày\nKES;10;01/03/2026;28/02/2026\n',
    { choice: { ...choice, kind: 'licence' } },
  )
  expect(licences.check.errors).toMatchObject([{ row: 2, expected: 'ends-before' }])
})

test('a code that stands in an earlier row is named with that row, whatever its case and marks', async () => {
  const { check: found } = await check('Mã máy;Loại máy\nMáy-1;PC\nM2;PC\nMAY-1;PC\n')
  expect(found.errors).toMatchObject([
    { row: 4, column: 'Mã máy', value: 'MAY-1', expected: 'once-in-file', params: { firstRow: 2 } },
  ])
})

test('what stands is corrected, left alone, or an error, as was chosen', async () => {
  const standing = [
    { kind: 'machine', body: { ...machine, code: 'M1' }, entryId: 'e1', agencyId: 'a-yte' },
    { kind: 'machine', body: { ...machine, code: 'M2' }, entryId: 'e2', agencyId: 'a-yte' },
    { kind: 'machine', body: { ...machine, code: 'M3' }, entryId: 'e3', agencyId: 'a-gd' },
  ] as never[]
  const text = 'Mã máy;Loại máy\nM1;PC\nM2;Máy chủ\nM3;PC\n'
  const corrected = await check(text, { standing })
  expect(corrected.check.counts).toEqual({
    rows: 3,
    added: 1,
    corrected: 1,
    unchanged: 1,
    wrong: 0,
  })
  expect(corrected.drafts.map(({ entryId, body }) => [entryId, body])).toEqual([
    ['e2', { ...machine, code: 'M2', class: 'server' }],
    [null, { ...machine, code: 'M3' }],
  ])
  const refused = await check(text, { standing, choice: { ...choice, standing: 'refuse' } })
  expect(refused.check.errors.map(lineOf)).toEqual(['3 Mã máy: M2 → not-standing'])
})

test('each row may name its agency by code or name, and a name that nobody has is an error', async () => {
  const text =
    'Đơn vị;Mã máy;Loại máy\nSở Y tế;M1;PC\nso giao duc va dao tao;M1;PC\nsgdđt;M2;PC\nSở Lạ;M3;PC\n;M4;PC\n'
  const found = await check(text, { choice: { ...choice, agencyId: null } })
  expect(found.drafts.map(({ agencyId }) => agencyId)).toEqual(['a-yte', 'a-gd', 'a-gd'])
  expect(found.check.errors.map(lineOf)).toEqual([
    '5 Đơn vị: Sở Lạ → agency-known',
    '6 Đơn vị:  → agency-named',
  ])
  const ofOne = await check(text)
  expect(ofOne.check.errors.map(({ row, expected }) => [row, expected])).toEqual([
    [3, 'agency-chosen'],
    [4, 'agency-chosen'],
    [5, 'agency-known'],
  ])
})

test('a mapping is remembered by the heads of the file, in whatever case', async () => {
  const remembered = [
    { signature: signatureOf('machine', ['Cột A', 'Cột B']), mapping: ['code', 'class'] },
  ]
  const { check: found } = await check('CỘT A;cot b\nM1;PC\n', { remembered })
  expect(found).toMatchObject({ mappingFrom: 'remembered', errorsTotal: 0, counts: { added: 1 } })
})

test('a required field without a column is named once more beside its rows', async () => {
  const { check: found } = await check('Mã máy;Ghi gì đó\nM1;PC\n')
  expect(found.missing).toEqual(['class'])
  expect(found.counts.wrong).toBe(1)
})

test('date cells, numbers, ticks and text of a spreadsheet are read as what they are', async () => {
  const bytes = await xlsx([
    ['Tên sản phẩm', 'Số giấy phép', 'Từ ngày', 'Đến hết ngày', 'Giá (triệu đồng)'],
    ['Bkav Pro', 120, new Date('2026-01-01'), '31/12/2026', 12.5],
  ])
  const { drafts } = await check(bytes, { choice: { ...choice, kind: 'licence' } })
  expect(drafts.map(({ body }) => body)).toEqual([
    {
      productName: 'Bkav Pro',
      productId: null,
      seats: 120,
      from: '2026-01-01',
      until: '2026-12-31',
      priceVnd: 12_500_000,
    },
  ])
})

test('a formula is never evaluated: its cell is an error, and so is an error of the spreadsheet', async () => {
  const bytes = await xlsx([
    ['STT', 'Mã máy', 'Loại máy', 'Phòng'],
    [{ formula: 'ROW()-1', result: 1 }, { formula: '"M"&1', result: 'M1' }, 'PC', null],
    [2, 'M2', 'PC', { error: '#N/A' }],
    [3, 'M3', 'PC', { formula: 'A1' }],
  ])
  const { check: found } = await check(bytes)
  expect(found.errors.map(lineOf)).toEqual([
    '2 Mã máy: ="M"&1 → no-formula',
    '3 Phòng: #N/A → no-cell-error',
    '4 Phòng: =A1 → no-formula',
  ])
})

test('text that begins like a formula is text', async () => {
  const { drafts } = await check(`Mã máy;Loại máy;Phòng\n=1+1;PC;@SUM(A1)\n'-2;PC;+84\n`)
  expect(drafts.map(({ body }) => body)).toMatchObject([
    { code: '=1+1', room: '@SUM(A1)' },
    { code: '-2', room: '+84' },
  ])
})
