import excel from '@protobi/exceljs'
import { expect, test } from 'vitest'
import type { Cell } from '#collector/sheets/cell.ts'
import { csvChunks, xlsxChunks, type TableStream } from '#collector/sheets/stream.ts'

const at = Date.parse('2026-11-22T18:30:00Z')
const awkward: Cell[] = ['=1+1', '+84', '-5', '@SUM(A1)', '\tA', '\rB', 'a;b "c"\nd', 'Sở Y tế 🛡️']

function tableOf(batches: readonly (readonly (readonly Cell[])[])[], columns: number): TableStream {
  return {
    name: 'Máy tính',
    creator: 'lan',
    madeMs: at,
    columns: Array.from({ length: columns }, (_, index) => ({ head: `C${index}`, width: 12 })),
    batches: (async function* () {
      for (const batch of batches) yield await Promise.resolve(batch)
    })(),
  }
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = []
  for await (const chunk of chunks) read.push(chunk)
  return Buffer.concat(read)
}

test('CSV opens in Vietnamese Excel: a mark, semicolons, no formula, dates and decimals as written here', async () => {
  const row: Cell[] = [...awkward, 7, { decimal: 12.345, digits: 1 }, { day: '2026-11-02' }]
  const bytes = await bytesOf(csvChunks(tableOf([[[...row, { momentMs: at }, null]]], 13)))
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [, line] = bytes.toString('utf8').split('\r\n')
  expect(line?.split(';').length).toBeGreaterThan(13)
  expect(bytes.toString('utf8').slice(1).split('\r\n').slice(1).join('\r\n')).toBe(
    [
      `'=1+1;'+84;'-5;'@SUM(A1);"'\tA";"'\rB";"a;b ""c""\nd";Sở Y tế 🛡️;7;12,3;02/11/2026;`,
      '23/11/2026 01:30;\r\n',
    ].join(''),
  )
})

test('a workbook that is written as its rows come reads back as they were', async () => {
  const batches = Array.from({ length: 5 }, (_, batch) =>
    Array.from({ length: 400 }, (_row, row): Cell[] => [
      `PC-${batch * 400 + row}`,
      row,
      { decimal: 1.25, digits: 2 },
      { momentMs: at },
      '=CMD|calc!A1',
    ]),
  )
  const bytes = await bytesOf(xlsxChunks(tableOf(batches, 5)))
  const workbook = new excel.Workbook()
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  const sheet = workbook.getWorksheet('Máy tính')
  expect(sheet?.rowCount).toBe(2001)
  expect(sheet?.getRow(2001).values).toEqual([
    undefined,
    'PC-1999',
    399,
    1.25,
    new Date('2026-11-23T01:30:00Z'),
    '=CMD|calc!A1',
  ])
  expect(sheet?.getRow(2).getCell(5).type).toBe(excel.ValueType.String)
})

test('an empty table is a file with its heads', async () => {
  const bytes = await bytesOf(csvChunks(tableOf([], 2)))
  expect(bytes.toString('utf8')).toBe('\ufeffC0;C1\r\n')
})
