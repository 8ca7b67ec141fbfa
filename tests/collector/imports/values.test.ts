import { expect, test } from 'vitest'
import type { Cell } from '#collector/imports/cell.ts'
import { asDay } from '#collector/imports/day-value.ts'
import { asAmount, asInteger, asLevel, unitOfHead } from '#collector/imports/number-value.ts'
import { asFlag, asMacs, asProducts, asText } from '#collector/imports/value.ts'

const million = 1_000_000

test.each<[Cell, number]>([
  ['1200', 1200],
  ['1.200', 1200],
  ['1,200', 1200],
  ['1 200', 1200],
  ['1\u00a0200', 1200],
  ['12,0', 12],
  ['1.234.567', 1_234_567],
  [{ number: '1200' }, 1200],
  [{ number: '1.2E3' }, 1200],
])('a count %j is %i', (cell, value) => expect(asInteger(cell, 1)).toEqual({ value }))

test.each<Cell>(['12,5', '12.5', '1.20', 'mười', '1.2.3', '9007199254740993', { number: '12.5' }])(
  '%j is no count',
  (cell) => expect(asInteger(cell, 1)).toMatchObject({ expected: 'integer' }),
)

test.each<[Cell, number, number]>([
  ['12.500.000', 1, 12_500_000],
  ['12.500.000 đ', 1, 12_500_000],
  ['12,500,000', 1, 12_500_000],
  ['12,5', million, 12_500_000],
  ['1.234,56', million, 1_234_560_000],
  ['0,000001', million, 1],
  ['1.500', 1, 1500],
  ['12,5 triệu đồng', 1, 12_500_000],
  ['2 tỷ', 1, 2_000_000_000],
  [{ number: '12.5' }, million, 12_500_000],
  [{ number: '0.1' }, million, 100_000],
])('an amount %j in units of %i is %i đồng', (cell, unit, value) =>
  expect(asAmount(cell, unit)).toEqual({ value }),
)

test('what may be read two ways is asked about, and a part of a đồng is none', () => {
  expect(asAmount('1,500', million)).toMatchObject({ expected: 'amount-ambiguous' })
  expect(asAmount('12,5', 1)).toMatchObject({ expected: 'amount' })
  expect(asAmount('0,0000001', million)).toMatchObject({ expected: 'amount' })
  expect(asAmount('12,5 USD', 1)).toMatchObject({ expected: 'amount' })
})

test('the head of a column names the unit of its amounts', () => {
  expect(
    ['Kinh phí (triệu đồng)', 'Kinh phí ĐVT: tỷ đồng', 'Kinh phí (đồng)', 'Công ty'].map(
      unitOfHead,
    ),
  ).toEqual([million, 1_000_000_000, 1, 1])
})

test.each<[Cell, string]>([
  ['31/12/2026', '2026-12-31'],
  ['5/3/2026', '2026-03-05'],
  ['05-03-2026', '2026-03-05'],
  ['5.3.2026', '2026-03-05'],
  ['2026-03-05', '2026-03-05'],
  ['29/02/2024', '2024-02-29'],
  ['05/03/2026 00:00:00', '2026-03-05'],
  ['ngày 5 tháng 3 năm 2026', '2026-03-05'],
  [{ day: '2026-03-05' }, '2026-03-05'],
])('the day %j is %s', (cell, value) => expect(asDay(cell, 1)).toEqual({ value }))

test.each<Cell>(['31/02/2026', '29/02/2026', '12/31/2026', '5/3/26', '2026', { number: '46000' }])(
  '%j is no day',
  (cell) => expect(asDay(cell, 1)).toMatchObject({ expected: 'day' }),
)

test('yes and no are read as forms are filled in, and nothing else is', () => {
  const read = (cell: Cell) => asFlag(cell, 1)
  expect(['Có', 'x', 'X', 'YES', '1', { flag: true }].map(read)).toEqual(
    Array.from({ length: 6 }, () => ({ value: true })),
  )
  expect(['Không', 'chưa', 'no', '0', { flag: false }].map(read)).toEqual(
    Array.from({ length: 5 }, () => ({ value: false })),
  )
  expect(read('có lẽ')).toMatchObject({ expected: 'flag' })
})

test('an address of a card is read in any usual spelling', () => {
  expect(asMacs('00-1A-2B-3C-4D-5E; 001a.2b3c.4d5f', 1)).toEqual({
    value: ['00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5f'],
  })
  expect(asMacs('00:1A:2B', 1)).toMatchObject({ expected: 'mac' })
})

test('a level may be written as a Roman numeral', () => {
  expect(['Cấp độ 3', 'III', '3', { number: '3' }].map((cell) => asLevel(cell, 1))).toEqual(
    Array.from({ length: 4 }, () => ({ value: 3 })),
  )
})

test('where a product comes from is said or left open', () => {
  expect(asProducts('Bkav Endpoint (trong nước); Kaspersky (nước ngoài); CMC (bản 2)', 1)).toEqual({
    value: [
      { name: 'Bkav Endpoint', isDomestic: true },
      { name: 'Kaspersky', isDomestic: false },
      { name: 'CMC (bản 2)', isDomestic: null },
    ],
  })
})

test('a code that a spreadsheet has rounded is refused, one that it has kept is not', () => {
  expect(asText({ number: '20260001' }, 1)).toEqual({ value: '20260001' })
  expect(asText({ number: '1.2345678901234568E+17' }, 1)).toMatchObject({ expected: 'text-cell' })
})
