import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { renderReport } from '#collector/reports/render.ts'
import { reportKinds } from '#protocol/reports.ts'
import { aReportInput } from '#tests/builders/report-input.ts'
import { paragraphsOf, printed } from './rendered.ts'

const print = (kind: (typeof reportKinds)[number], isDraft = false) =>
  renderReport(aReportInput(kind), { isDraft, template: null })

test('the PDF has the motto with all its marks, in one family of fonts', async (context) => {
  const { docx } = await print('agency-quarter')
  const { text, fonts } = await printed(docx, context)
  expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  expect(text).toContain('Độc lập - Tự do - Hạnh phúc')
  expect(new Set(fonts)).toEqual(new Set(['LiberationSerif']))
})

test('form 08 is printed whole by LibreOffice', async (context) => {
  const { docx } = await print('systems-year')
  const { text } = await printed(docx, context)
  expect(text).toContain('(12)')
  expect(text).toContain('Đã được')
})

test.each(reportKinds)('the body of %s ends with ./. and the foot follows', async (kind) => {
  const paragraphs = paragraphsOf((await print(kind)).docx)
  const end = paragraphs.findIndex((text) => text.startsWith('Nơi nhận:'))
  const before = paragraphs.slice(0, end).filter((text) => text !== '')
  expect(before.at(-1)).toMatch(/\.\/\.$/)
  expect(before.filter((text) => text.includes('./.'))).toHaveLength(1)
})

test('number and day are blank, and nothing is drawn where signature and seal belong', async () => {
  const { docx } = await print('agency-quarter')
  const paragraphs = paragraphsOf(docx)
  expect(paragraphs).toContain('Số:        /BC-SYT')
  expect(paragraphs.find((text) => text.startsWith('Quảng Ngãi, ngày'))).toBe(
    'Quảng Ngãi, ngày       tháng 12 năm 2026',
  )
  expect(Object.keys(unzipSync(docx)).filter((name) => name.startsWith('word/media'))).toEqual([])
})

test('every run names Times New Roman for every script, and texts are composed', async () => {
  const { docx } = await print('agency-quarter')
  const parts = unzipSync(docx)
  const styles = strFromU8(parts['word/styles.xml'] ?? new Uint8Array())
  expect(styles).toContain(
    '<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman"/>',
  )
  const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  expect(document).toBe(document.normalize('NFC'))
  expect(document).not.toMatch(/<w:rFonts(?![^>]*Times New Roman)/)
})

test('the page is A4 with the margins of NĐ 30/2020 and counts from 1 without showing it', async () => {
  const { docx } = await print('agency-quarter')
  const document = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  const sections = document.match(/<w:sectPr[\s\S]*?<\/w:sectPr>/g) ?? []
  expect(sections.length).toBeGreaterThan(1)
  for (const section of sections) {
    expect(section).toMatch(/w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/)
    expect(section).toContain('<w:titlePg/>')
    expect(section).toContain('w:start="1"')
    expect(section).toMatch(/w:w="11906" w:h="16838"|w:w="16838" w:h="11906"/)
  }
})

test('a draft says so and a confirmed report does not; nothing else differs', async () => {
  const [draft, final] = [await print('scorecard', true), await print('scorecard')]
  const withoutMark = paragraphsOf(draft.docx).filter((text) => text !== 'DỰ THẢO')
  expect(paragraphsOf(draft.docx)).toContain('DỰ THẢO')
  expect(withoutMark).toEqual(paragraphsOf(final.docx))
})

test.each(reportKinds)(
  '%s prints cut-off, snapshot, hash, coverage and machines without data',
  async (kind) => {
    const { snapshot } = aReportInput(kind)
    const text = paragraphsOf((await print(kind)).docx).join('\n')
    expect(text).toContain('17 giờ 00 phút ngày 15/12/2026')
    expect(text).toContain(`bản chốt số liệu số ${snapshot.number}`)
    expect(text).toContain(snapshot.hash)
    expect(text).toContain(`${snapshot.chainHead.number}: ${snapshot.chainHead.hash}`)
    expect(text).toContain(`8214:${'7'.repeat(64)}; 17 giờ 00 phút ngày 15/12/2026`)
    expect(text).toMatch(/tỷ lệ bao phủ (?:nhiều nhất )?80,7%/)
    expect(text).toContain('29 máy chưa có dữ liệu')
  },
)

test('a marking stands where a person has set it, on the document and its marked annexes', async () => {
  const input = aReportInput('agency-quarter', { marking: 'MẬT' })
  const { docx } = await renderReport(input, { isDraft: false, template: null })
  expect(paragraphsOf(docx).filter((text) => text === 'MẬT')).toHaveLength(2)
  expect(paragraphsOf((await print('agency-quarter')).docx)).not.toContain('MẬT')
})
