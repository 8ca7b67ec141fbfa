import { expect, test } from 'vitest'
import { composeReport, renderReport } from '#collector/reports/render.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { decideWork } from '#store/work/decide.ts'
import { daysBefore } from '#tests/support/seed.ts'
import { declaredProvince } from '#tests/support/seeded-reports.ts'
import { paragraphsOf, sheetsOf } from './rendered.ts'

const sentencesOf = (input: ReportInput) =>
  composeReport(input, { isDraft: true, sizes: '13-14-14' }).document.body.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : [],
  )

test.each(['quang-ngai', 'tuyen-quang'] as const)(
  'no report of %s has a value that was not put in, nor the id of a figure or of a control',
  async (provinceId) => {
    const { province, inputOf } = await declaredProvince(provinceId)
    const inputs = [
      await inputOf('agency-quarter', province.health),
      await inputOf('agency-quarter', province.finance),
      await inputOf('province-quarter', null),
      await inputOf('scorecard', null),
    ]
    for (const input of inputs) {
      const { docx, annex } = await renderReport(input, { isDraft: false, template: null })
      const cells = (await sheetsOf(annex)).flatMap((sheet) => sheet.cells)
      const said = [...paragraphsOf(docx), ...cells.map(String)]
      expect(said.filter((text) => /\{\w+\}/.test(text))).toEqual([])
      const ids =
        /devices-on-default|devices-reviewed|digitally-signed|antivirus-(?:running|current)/
      expect(said.filter((text) => ids.test(text))).toEqual([])
    }
  },
)

test('what is declared of devices and signatures stands in the body, and nothing contradicts it', async () => {
  const { province, inputOf } = await declaredProvince('tuyen-quang')
  const said = sentencesOf(await inputOf('agency-quarter', province.health))
  expect(said).toContain(
    'Theo kê khai, 2 trên 20 thiết bị có kết nối Internet còn dùng cấu hình mặc định. Đã rà soát 18 trên 20 thiết bị.',
  )
  expect(said).toContain('Chữ ký số, theo kê khai: Sử dụng chữ ký số trong trao đổi văn bản: 500.')
  expect(said.filter((text) => text.includes('Chưa rà soát'))).toEqual([])
  const silent = sentencesOf(await inputOf('agency-quarter', province.finance))
  expect(silent.filter((text) => text.startsWith('Chưa rà soát'))).toHaveLength(1)
  expect(silent).toContain('Chữ ký số: chưa có dữ liệu.')
  const whole = sentencesOf(await inputOf('province-quarter', null))
  expect(whole.filter((text) => text.includes('(số liệu của 1/2 cơ quan, đơn vị)'))).toHaveLength(1)
})

test('a host that enrolled and never reported says so', async () => {
  const { province, inputOf } = await declaredProvince('quang-ngai')
  const input = await inputOf('agency-quarter', province.finance)
  const names = province.hosts
    .filter(({ fate, agencyId }) => fate === 'never-reported' && agencyId === province.finance)
    .map(({ sample }) => sample.hostname)
  const reasons = input.unprotected
    .filter(({ host }) => names.includes(host))
    .map(({ reason }) => reason)
  expect(reasons.length).toBeGreaterThan(0)
  expect(new Set(reasons)).toEqual(new Set(['Máy đã đăng ký nhưng chưa gửi dữ liệu lần nào.']))
})

test('a shortfall that is not known whole is a lower bound, and a sum says of how many agencies it is', async () => {
  const { province, inputOf } = await declaredProvince('quang-ngai')
  const own = await inputOf('agency-quarter', province.health)
  const { machinesWithoutLicence, machinesUnknown } = own.shortfall
  expect(machinesUnknown).toBeGreaterThan(0)
  const least = `tối thiểu ${machinesWithoutLicence} (còn ${machinesUnknown} máy chưa xác định)`
  expect(sentencesOf(own).filter((text) => text.includes(least))).toHaveLength(1)
  expect(own.shortfall).toMatchObject({ seatsBought: null, seatsEndingSoon: null })
  const whole = await inputOf('province-quarter', null)
  expect(whole.shortfall.unsaid.lansWithoutFirewall).toBe(1)
  const lans = 'mạng LAN chưa có tường lửa: 1 (mới có số liệu của 1/2 cơ quan, đơn vị)'
  expect(sentencesOf(whole).filter((text) => text.includes(lans))).toHaveLength(1)
  const { document } = composeReport(whole, { isDraft: true, sizes: '13-14-14' })
  const table = document.appendices
    .find(({ title }) => title.startsWith('GIẤY PHÉP'))
    ?.blocks.find((block) => block.kind === 'table')
  expect(table?.rows.map((row) => row[1])).toHaveLength(2)
})

test('a sum stands in a report only once a price was typed, as a lower bound while machines are unknown', async () => {
  const { province, inputOf } = await declaredProvince('quang-ngai')
  const own = await inputOf('agency-quarter', province.finance)
  const estimates = (input: ReportInput) =>
    sentencesOf(input).filter((text) => text.startsWith('Với đơn giá'))
  expect(estimates(own)).toEqual([])
  const { machinesWithoutLicence, machinesUnknown } = own.shortfall
  const money = new Intl.NumberFormat('vi-VN').format((machinesWithoutLicence ?? 0) * 300_000)
  expect(estimates({ ...own, licencePriceVnd: 300_000 })).toEqual([
    `Với đơn giá 300.000 đồng một giấy phép do người lập báo cáo nhập, ${machinesWithoutLicence} máy chưa có bản quyền cần tối thiểu ${money} đồng; còn ${machinesUnknown} máy chưa xác định.`,
  ])
})

test('machines that are counted alone stand among the unknown of the body and of its list', async () => {
  const { province, inputOf } = await declaredProvince('tuyen-quang')
  const input = await inputOf('agency-quarter', province.health)
  const { unmet, unknown } = input.classes.reduce(
    (sum, { controls: { 'antivirus-running': one } }) => ({
      unmet: sum.unmet + (one?.unmet ?? 0),
      unknown: sum.unknown + (one?.unknown ?? 0),
    }),
    { unmet: 0, unknown: 0 },
  )
  expect(unknown).toBeGreaterThan(40)
  const sentence = `Có ${unmet} máy chưa được bảo vệ và ${unknown} máy chưa xác định; danh sách tại Phụ lục II.`
  expect(sentencesOf(input)).toContain(sentence)
})

test('money that is not meant for an agency is not named in its report', async () => {
  const { province, inputOf } = await declaredProvince('quang-ngai')
  const own = await inputOf('agency-quarter', province.health)
  const leads = own.budgetLines.map(({ lead }) => lead)
  expect(leads).not.toContain('UBND các huyện/thành phố')
  expect(leads).not.toContain('Văn phòng UBND tỉnh')
  const whole = await inputOf('province-quarter', null)
  expect(whole.budgetLines.map(({ name }) => name).join()).not.toContain('OpManager')
})

test('agencies are ranked by a figure of machines, and one of which nothing is known is not last', async () => {
  const { inputOf } = await declaredProvince('quang-ngai')
  const whole = await inputOf('province-quarter', null)
  const { document } = composeReport(whole, { isDraft: true, sizes: '13-14-14' })
  const ranking = document.appendices.find(({ title }) => title === 'XẾP HẠNG')?.blocks ?? []
  const [note] = ranking
  expect(note?.kind === 'note' && note.text).toContain('phần mềm phòng chống virus có bản quyền')
  const ranksOf = (input: ReportInput) => {
    const again = composeReport(input, { isDraft: true, sizes: '13-14-14' }).document
    const block = again.appendices
      .find(({ title }) => title === 'XẾP HẠNG')
      ?.blocks.find(({ kind }) => kind === 'table')
    return block?.kind === 'table' ? block.rows.map(([rank, name]) => [rank, name]) : []
  }
  expect(ranksOf(whole).map(([rank]) => rank)).toEqual(['1', '2'])
  // Of an agency whose machines are all unknown the share may still be anything.
  const open = { numerator: 0, denominator: 15 }
  const agencies = whole.agencies.map((agency) =>
    agency.name === 'Sở Tài chính'
      ? {
          ...agency,
          values: agency.values.map((value) =>
            value.indicatorId === 'qn2458.i04'
              ? { ...value, figure: open, best: { numerator: 15, denominator: 15 } }
              : value,
          ),
        }
      : agency,
  )
  expect(ranksOf({ ...whole, agencies })).toEqual([
    ['1', 'Sở Y tế'],
    ['–', 'Sở Tài chính'],
  ])
})

test('without a duty to report, the report says so and counts nobody', async () => {
  const { inputOf } = await declaredProvince('quang-ngai')
  const said = sentencesOf(await inputOf('province-quarter', null))
  expect(said.filter((text) => text.startsWith('Có 0 cơ quan'))).toEqual([])
  expect(said.filter((text) => text.startsWith('Chưa có nghĩa vụ báo cáo'))).toHaveLength(1)
})

test('what is open after the day that was set for it is overdue; without a day nobody says', async () => {
  const { store, province, inputOf } = await declaredProvince('quang-ngai')
  const before = await inputOf('province-quarter', null)
  const open = before.hostFindings?.[0]
  expect(before.findings).toMatchObject({ open: expect.any(Number), overdue: null })
  const host = province.hosts.find(({ sample }) => sample.hostname === open?.host)
  expect(host).toBeDefined()
  const controls = open ? [open.control] : []
  await decideWork(store.db, store.engine, {
    remedy: 'close-services',
    items: [{ kind: 'host', id: host?.id ?? '', expectedRevision: 0, controls }],
    change: { status: 'scheduled', dueDay: '2026-11-01' },
    batch: 'batch-1',
    by: { actor: 'user an', address: null, nowMs: daysBefore(25) },
  })
  const after = await inputOf('province-quarter', null)
  expect(after.findings?.overdue).toBe(1)
})
