import { expect, test } from 'vitest'
import { renderReport } from '#collector/reports/render.ts'
import { freshSqlite } from '#tests/support/databases.ts'
import { declaring, seededReports } from '#tests/support/seeded-reports.ts'
import { paragraphsOf } from './rendered.ts'

/** An administrator records who holds the roles, an agency declares its systems: the form of the year is whole. */
test('form 08 can be filled in through the product: contacts, kinds of systems and both checks', async () => {
  const database = await freshSqlite()
  const system = (code: string, check: 'both' | null) => ({
    kind: 'information-system' as const,
    body: {
      code,
      name: `Hệ thống ${code}`,
      owner: 'UBND tỉnh',
      operator: 'Sở Y tế',
      level: 3,
      status: 'approved' as const,
      approvalDecision: '412/QĐ-UBND',
      regulation: '12/QĐ',
      expectedApproval: null,
      measures: 'all' as const,
      expectedMeasures: null,
      check,
      classification: 'determined' as const,
      hosts: [],
      products: [],
    },
  })
  const { inputOf } = await seededReports(database, {
    provinceId: 'quang-ngai',
    period: '2026',
    declared: ({ health, finance }) => [
      declaring(health)(system('HT1', 'both')),
      declaring(finance)(system('HT2', null)),
    ],
    roles: ['people-committee', 'specialised-unit'],
  })
  const input = await inputOf('systems-year', null)
  const { remarks, docx } = await renderReport(input, { isDraft: false, template: null })
  expect(remarks.map(({ code }) => code)).toEqual(['form-08.unofficial'])
  const text = paragraphsOf(docx).join('\n')
  expect(text).not.toContain('…………')
  expect(text).toContain('Trước khi đưa vào sử dụng; Định kỳ')
  expect(text).toContain('đã xác định được loại hình hệ thống thông tin): 2;')
})
