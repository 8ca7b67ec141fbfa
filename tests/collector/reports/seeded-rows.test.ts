import { expect, test } from 'vitest'
import { composeReport, renderReport } from '#collector/reports/render.ts'
import { declaredProvince } from '#tests/support/seeded-reports.ts'
import { sheetsOf } from './rendered.ts'

test.each(['quang-ngai', 'tuyen-quang'] as const)(
  'of %s every number that machines make has them as its rows, and they add up to it',
  async (provinceId) => {
    const { province, inputOf } = await declaredProvince(provinceId)
    const machines = new Set<string>()
    for (const agencyId of [province.health, null]) {
      const kind = agencyId === null ? 'province-quarter' : 'agency-quarter'
      const input = await inputOf(kind, agencyId)
      for (const { id, kind: figureKind, figure: whole, counts, collection } of input.indicators) {
        if (whole === null) continue
        const rows = input.rows.filter(({ indicatorId }) => indicatorId === id)
        const sum = (name: 'numerator' | 'denominator') =>
          rows.reduce((total, row) => total + row[name], 0)
        expect([id, sum('numerator')]).toEqual([id, whole.numerator])
        if (figureKind !== 'count')
          expect([id, sum('denominator')]).toEqual([id, whole.denominator])
        if (counts === null || collection === 'declared') continue
        // Each host stands for itself: no row of an agency as a whole.
        const hosts = rows.filter(({ class: hostClass }) => hostClass !== null)
        expect([id, hosts.length >= (figureKind === 'count' ? 1 : 4)]).toEqual([id, true])
        expect(rows.filter(({ subject }) => subject === 'Tổng của cơ quan, đơn vị')).toEqual([])
        for (const { subject } of hosts) machines.add(subject)
      }
    }
    expect(machines.size).toBeGreaterThan(10)
  },
)

test('a prohibition lists every machine that breaks it or may, and what was declared', async () => {
  const { province, inputOf } = await declaredProvince('tuyen-quang')
  const input = await inputOf('agency-quarter', province.health)
  const indicator = input.indicators.find(({ id }) => id === 'tq1670.i02')
  const rows = input.rows.filter(({ indicatorId }) => indicatorId === 'tq1670.i02')
  const of = (state: string | null) => rows.filter((row) => row.state === state)
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.numerator, 0)
  expect(of('met')).toEqual([])
  expect(sum(of('unknown'))).toBe(indicator?.counts?.unknown)
  expect(of(null).map(({ subject, numerator }) => [subject, numerator])).toEqual([
    ['Thiết bị kê khai còn dùng cấu hình mặc định', 2],
  ])
  expect(sum(of('unmet')) + 2).toBe(indicator?.best?.numerator)
  // What was found is told apart from what nobody could look at.
  const { document } = composeReport(input, { isDraft: true, sizes: '13-14-14' })
  const [table] = document.appendices[0]?.blocks ?? []
  const cells = table?.kind === 'table' ? table.rows.flat() : []
  const { best, counts } = indicator ?? {}
  expect(cells).toContain(`${best?.numerator} (chưa xác định ${counts?.unknown})`)
})

test('the sheet of machines has as many that are met as the report says', async () => {
  const { province, inputOf } = await declaredProvince('quang-ngai')
  const input = await inputOf('agency-quarter', province.health)
  for (const control of ['antivirus-running', 'patched', 'os-supported', 'firewall-on'] as const) {
    const counted = input.classes.reduce((sum, one) => sum + (one.controls[control]?.met ?? 0), 0)
    const listed = input.machines.filter(({ states }) => states[control] === 'met').length
    expect([control, listed]).toEqual([control, counted])
  }
  const { annex } = await renderReport(input, { isDraft: false, template: null })
  expect((await sheetsOf(annex)).map(({ name }) => name)).toContain('Máy theo nội dung')
})
