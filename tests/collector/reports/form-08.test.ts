import { expect, test } from 'vitest'
import { checkForm, formRow, formTotals, remarksOf } from '#collector/reports/form-08.ts'
import { composeReport } from '#collector/reports/render.ts'
import { reportTexts } from '#collector/reports/texts.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { ReportSystem } from '#domain/report-rows.ts'
import { someSystems } from '#tests/builders/report-bodies.ts'
import { aReportInput } from '#tests/builders/report-input.ts'

const day = '2026-12-14'
const texts = reportTexts('systems-year', { periodDay: day, documentDay: day })
const [approved, simple, open] = someSystems as [ReportSystem, ReportSystem, ReportSystem]

const inputWith = (systems: ReportInput['systems']) => aReportInput('systems-year', { systems })
const codesOf = (systems: ReportInput['systems']) =>
  remarksOf(inputWith(systems), texts).map(({ code }) => code)

test('a form that is filled in has one remark: its text has to be confirmed', () => {
  expect(codesOf([approved, simple, open])).toEqual(['form-08.unofficial'])
})

test('the totals are counted from the rows', () => {
  expect(formTotals(inputWith([approved, simple, open]))).toEqual({
    total: 3,
    classified: 3,
    drafted: 3,
    appraised: 2,
    approved: 2,
    checked: 2,
    expected: '2027-03-31',
  })
})

test('a row has the twelve cells and the fixed values of the form', () => {
  expect(formRow(approved, 0, texts)).toEqual([
    '1',
    'Hệ thống thông tin giải quyết thủ tục hành chính tỉnh',
    'UBND tỉnh Quảng Ngãi',
    'Trung tâm Chuyển đổi số',
    '3',
    'Đã được phê duyệt',
    'Quyết định số 412/QĐ-UBND ngày 06/3/2024 của UBND tỉnh',
    'Quyết định số 12/QĐ-SKHCN ngày 15/01/2026',
    '',
    'Đã triển khai một số hạng mục',
    '30/06/2027',
    'Trước khi đưa vào sử dụng; Định kỳ',
  ])
})

test.each([
  ['approved without a decision', { ...approved, approvalDecision: null }, 'form-08.decision'],
  ['not approved, without a day', { ...open, expectedApproval: null }, 'form-08.expectedApproval'],
  [
    'not complete, without a day',
    { ...approved, expectedMeasures: null },
    'form-08.expectedMeasures',
  ],
  ['checked, but not approved', { ...open, check: ['periodic' as const] }, 'form-08.checked'],
])('%s is told', (_, system, code) => {
  expect(codesOf([system])).toEqual(['form-08.unofficial', code])
})

test('nobody has declared a system: no total is 0 and nothing is done', () => {
  const input = aReportInput('systems-year', {
    systems: [],
    systemsClassified: null,
    systemsSilence: { agencies: 12, silent: 12 },
  })
  expect(new Set(Object.values(formTotals(input)))).toEqual(new Set([null]))
  expect(remarksOf(input, texts).map(({ code, text }) => [code, text.slice(0, 24)])).toEqual([
    ['form-08.unofficial', 'Mẫu này được lập theo bả'],
    ['form-08.undeclared', '12 trên 12 cơ quan, đơn '],
  ])
  const { document } = composeReport(input, { isDraft: false, sizes: '13-14-14' })
  const said = document.body.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  expect(
    said.filter((text) => /^- (?:Tổng số|Dự kiến).*: chưa có dữ liệu[;.]$/.test(text)),
  ).toHaveLength(7)
})

test('every line of section 2 that is printed blank is told', () => {
  const input = aReportInput('systems-year')
  const blank = {
    ...input,
    systemOwner: input.systemOwner && { ...input.systemOwner, contact: null },
  }
  expect(remarksOf({ ...blank, systemUnit: null }, texts).map(({ code }) => code)).toEqual([
    'form-08.unofficial',
    'form-08.contact.a.contact',
    'form-08.contact.b',
  ])
})

test('rows that differ from the totals are told', () => {
  const totals = formTotals(inputWith([approved, simple, open]))
  const rows = [approved, open].map((system, index) => formRow(system, index, texts))
  const codes = checkForm(rows, totals, texts).map(({ code }) => code)
  expect(codes).toEqual(['form-08.rows', 'form-08.approved', 'form-08.checked'])
})

test('nobody owes form 08 for a period before it', () => {
  const before = reportTexts('systems-year', { periodDay: '2025-12-14', documentDay: '2025-12-14' })
  expect(remarksOf(inputWith([{ ...approved, approvalDecision: null }]), before)).toEqual([])
})
