import { expect, test } from 'vitest'
import { composeReport } from '#collector/reports/render.ts'
import { reportTexts } from '#collector/reports/texts.ts'
import { reportKinds } from '#protocol/reports.ts'
import { indicatorVerdict, indicatorView } from '#protocol/views.ts'
import { aReportInput } from '#tests/builders/report-input.ts'

const abstractOf = (documentDay: string) =>
  composeReport(aReportInput('agency-quarter', { documentDay }), {
    isDraft: false,
    sizes: '13-14-14',
  }).document.head.abstract

test('the terms change with the day of the document, on 01/7/2026', () => {
  expect(abstractOf('2026-06-30')).toContain('bảo đảm an toàn thông tin và')
  expect(abstractOf('2026-07-01')).toContain('bảo đảm an ninh mạng và')
})

test('information systems are a report until 18/8/2026 and form 08 from 19/8/2026', () => {
  const formOf = (untilDay: string) =>
    reportTexts('systems-year', { periodDay: untilDay, documentDay: untilDay }).form
  expect([formOf('2026-08-18'), formOf('2026-08-19')]).toEqual(['named', 'letter'])
})

test('the district level is named until 30/6/2025 and not after it', () => {
  const headingOf = (day: string) =>
    reportTexts('province-quarter', { periodDay: day, documentDay: day }).say('II.3')
  expect(headingOf('2025-06-30')).toContain('cấp huyện')
  expect(headingOf('2025-07-01')).not.toContain('cấp huyện')
})

test.each(
  reportKinds.flatMap((kind) =>
    ['2018-06-19', '2025-03-19', '2026-12-14'].map((day) => ({ kind, day })),
  ),
)('$kind has all its words on $day', ({ kind, day }) => {
  const { period } = aReportInput(kind)
  const input = aReportInput(kind, { documentDay: day, period: { ...period, untilDay: day } })
  expect(() => composeReport(input, { isDraft: true, sizes: '12-13-13' })).not.toThrow()
})

test('every verdict, and every reason for none, has its words', () => {
  const texts = reportTexts('scorecard', { periodDay: '2026-12-15', documentDay: '2026-12-15' })
  const reasons = indicatorView.shape.missing.unwrap().options
  const keys = [
    ...indicatorVerdict.options.map((verdict) => `verdict.${verdict}`),
    ...reasons.map((reason) => `missing.${reason}`),
  ]
  expect(keys.filter((key) => !texts.has(key))).toEqual([])
})

test('what nobody has declared is said to be missing and never 0', () => {
  const input = aReportInput('agency-quarter', {
    staff: null,
    lans: null,
    incidents: null,
    devices: { onDefault: null, reviewed: null },
    systems: [],
  })
  const { document } = composeReport(input, { isDraft: true, sizes: '13-14-14' })
  const said = document.body.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  expect(said).toContain('Chưa kê khai mạng LAN nên chưa có dữ liệu.')
  expect(said).toContain(
    'Chưa rà soát cấu hình mặc định của thiết bị có kết nối Internet (camera giám sát, router, modem) trong kỳ nên chưa có dữ liệu.',
  )
  expect(
    said.filter((text) => text.startsWith('Số cán bộ, công chức: chưa có dữ liệu')),
  ).toHaveLength(1)
  expect(said).not.toContain('Ghi nhận 0 sự cố, đã xử lý xong 0.')
})
