import { expect, test } from 'vitest'
import { populationBlocks } from '#collector/reports/compose/population.ts'
import { reportTexts } from '#collector/reports/texts.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import { aReportInput } from '#tests/builders/report-input.ts'

const [aClass] = aReportInput().classes
const texts = reportTexts('agency-quarter', { periodDay: '2026-12-31', documentDay: '2026-12-31' })

function leadOf(differences: Partial<Denominator>): string {
  if (!aClass) throw new Error('a report has classes')
  const denominator = { ...aClass.denominator, enrolled: 8, population: 8, ...differences }
  const classes = [{ ...aClass, denominator }]
  const [lead] = populationBlocks(aReportInput('agency-quarter', { classes, agencies: [] }), texts)
  return lead?.kind === 'paragraph' ? lead.text : ''
}

test('where nothing was declared the paper says so, and that the coverage is the most it can be', () => {
  const lead = leadOf({ declared: null, isLowerBound: true })
  expect(lead).toContain('(mẫu số tối thiểu: có loại máy chưa được kê khai)')
  expect(lead).toContain('tỷ lệ bao phủ nhiều nhất 100%')
  expect(lead).not.toContain('số lượng')
})

test('where only a count was declared the paper says that', () => {
  const lead = leadOf({ declared: 10, population: 10, isLowerBound: true })
  expect(lead).toContain('(mẫu số tối thiểu: có loại máy chỉ kê khai số lượng, không kê khai đủ')
  expect(lead).toContain('tỷ lệ bao phủ nhiều nhất 80%')
})

test('a denominator that is listed machine by machine is not a lower bound', () => {
  const lead = leadOf({ declared: 10, population: 10, isLowerBound: false })
  expect(lead).toContain('tỷ lệ bao phủ 80%')
  expect(lead).not.toContain('tối thiểu')
})
