import { reportInput, type ReportInput } from '#domain/report-input.ts'
import type { ReportKind } from '#protocol/reports.ts'
import { someAgencies } from './report-agencies.ts'
import { agencyLetterhead, provinceLetterhead, someSystems } from './report-bodies.ts'
import { someClasses, someIndicators } from './report-figures.ts'
import { rowsOf } from './report-rows.ts'

const hash = (digit: string) => digit.repeat(64)
/** 15/12/2026 17:00 in Vietnam. */
const cutOffMs = Date.parse('2026-12-15T17:00:00+07:00')

const agencyName = 'Sở Y tế'
const rooms = ['Văn phòng Sở', 'Phòng Kế hoạch - Tài chính', 'Phòng Nghiệp vụ Y', null]

const unprotected: ReportInput['unprotected'] = Array.from({ length: 38 }, (_, index) => ({
  agencyName,
  host: `SYT-PC-${String(index + 11).padStart(3, '0')}`,
  class: 'workstation',
  room: rooms[index % rooms.length] ?? null,
  state: index < 9 ? 'unmet' : 'unknown',
  reason:
    index < 9
      ? 'Không có phần mềm phòng chống virus đang chạy'
      : 'Chưa gửi dữ liệu từ ngày 02/12/2026',
  lastReceivedMs: index < 9 ? cutOffMs - 3_600_000 : null,
  machines: 1,
}))

const isOfProvince = (kind: ReportKind) => kind !== 'agency-quarter'

/** A believable input of this kind, but for the differences. */
export function aReportInput(
  kind: ReportKind = 'agency-quarter',
  differences: Partial<ReportInput> = {},
): ReportInput {
  const agency = { id: 'agency-1', name: agencyName }
  return reportInput.parse({
    kind,
    period:
      kind === 'systems-year'
        ? { id: '2026', year: 2026, quarter: null, fromDay: '2025-12-15', untilDay: '2026-12-14' }
        : { id: '2026-Q4', year: 2026, quarter: 4, fromDay: '2026-10-01', untilDay: '2026-12-31' },
    documentDay: '2026-12-15',
    provinceName: 'Tỉnh Quảng Ngãi',
    agency: isOfProvince(kind) ? null : agency,
    letterhead: isOfProvince(kind) ? provinceLetterhead : agencyLetterhead,
    marking: null,
    plan: {
      id: 'qn-2458-2017',
      version: 1,
      name: 'Kế hoạch ứng dụng CNTT trong hoạt động của các cơ quan nhà nước tỉnh Quảng Ngãi năm 2018',
      documentNumber: '2458/QĐ-UBND',
      issuedOn: '2017-12-18',
    },
    snapshot: {
      id: 'snapshot-48',
      number: 48,
      hash: `5f0c2a91d4e7${hash('b').slice(12)}`,
      cutOffMs,
      createdMs: cutOffMs + 120_000,
      chainHead: { number: 48, hash: `5f0c2a91d4e7${hash('b').slice(12)}` },
      auditHead: { number: 8214, hash: hash('7'), atMs: cutOffMs },
      amends: null,
    },
    comparedWith: { number: 31, cutOffMs: Date.parse('2026-09-15T17:00:00+07:00') },
    handCheck:
      'ngày 20/11/2026 đã kiểm tra ngẫu nhiên 30 máy, 29 máy khớp; các cách đọc khác còn tạm tính.',
    classes: someClasses,
    staff: { officials: 126, publicEmployees: 41 },
    lans: { total: 3, withFirewall: 2, withBroadband: 3 },
    contactPoint: 'Văn phòng Sở',
    indicators: someIndicators,
    agencies: isOfProvince(kind) ? someAgencies : [],
    exclusions: [
      {
        subject: 'SYT-PC-203',
        agencyName,
        reason: 'Chờ thanh lý theo biên bản ngày 10/11/2026',
        by: 'user quan-tri',
        onDay: '2026-11-10',
        count: 1,
      },
    ],
    unprotected,
    devices: {
      onDefault: { numerator: 2, denominator: 20, agencies: 1 },
      reviewed: { numerator: 18, denominator: 20, agencies: 1 },
    },
    systems: someSystems,
    systemOwner: {
      name: 'UBND tỉnh Quảng Ngãi',
      functions: 'Luật Tổ chức chính quyền địa phương',
      representative: 'Nguyễn Văn B, Phó Chủ tịch',
      address: '52 Hùng Vương, phường Cẩm Thành, tỉnh Quảng Ngãi',
      contact: '0255 0000 000',
    },
    systemUnit: {
      name: 'Sở Khoa học và Công nghệ tỉnh Quảng Ngãi',
      functions: 'Quyết định số 1/QĐ-UBND',
      representative: 'Trần Thị C, Giám đốc',
      address: '118 Hùng Vương, phường Cẩm Thành, tỉnh Quảng Ngãi',
      contact: '0255 0000 001',
    },
    systemsClassified: 3,
    systemsSilence: { agencies: 1, silent: 0 },
    licences: [
      {
        agencyName,
        product: 'Kaspersky Endpoint Security',
        seats: 80,
        used: 67,
        from: '2026-01-01',
        until: '2026-12-31',
      },
    ],
    shortfall: {
      machinesWithoutLicence: 18,
      machinesUnknown: 29,
      seatsBought: 80,
      seatsUsed: 67,
      seatsEndingSoon: 80,
      lansWithoutFirewall: 1,
    },
    budgetLines: [
      {
        id: 'b04',
        name: 'Trang bị phần mềm diệt virus, tường lửa cho máy chủ và các máy trạm',
        lead: 'Sở, ban, ngành, hội đoàn thể',
        millionVnd: 5000,
      },
    ],
    projects: [
      {
        agencyName,
        name: 'Bệnh án điện tử giai đoạn 2',
        fundingVnd: 4_200_000_000,
        securityVnd: 380_000_000,
        hasSecurityComponent: true,
        year: 2026,
        exemption: null,
      },
    ],
    trainings: [{ agencyName, on: '2026-11-05', subject: 'Nhận biết thư lừa đảo', people: 64 }],
    incidents: [],
    findings: { fixed: 41, open: 2, overdue: null },
    hostFindings: [
      {
        agencyName,
        host: 'SYT-PC-011',
        class: 'workstation',
        room: 'Phòng Kế hoạch - Tài chính',
        control: 'no-default-credentials',
        reason: 'Tài khoản “admin” còn mật khẩu mặc định của nhà sản xuất',
      },
      {
        agencyName,
        host: 'SYT-PC-014',
        class: 'workstation',
        room: null,
        control: 'no-exposed-services',
        reason: 'Cổng 23 (telnet) mở ra mạng',
      },
    ],
    declarations: [
      {
        agencyName,
        what: 'Số cán bộ, công chức',
        value: '126',
        fromDay: '2026-10-01',
        actor: 'user can-bo-cntt',
        evidence: 'Công văn số 55/SYT-VP',
      },
      {
        agencyName,
        what: 'Giấy phép phần mềm',
        value: 'Kaspersky Endpoint Security, 80',
        fromDay: '2026-01-01',
        actor: 'user can-bo-cntt',
        evidence: null,
      },
    ],
    narrative: {
      shortcomings: ['Kinh phí mua bản quyền được cấp chậm nên việc cài đặt chưa hoàn thành.'],
      nextTasks: ['Mua bổ sung giấy phép và cài đặt cho các máy còn thiếu trước ngày 15/3/2027.'],
      proposals: ['Đề nghị bố trí kinh phí cho 18 giấy phép còn thiếu.'],
    },
    rows: rowsOf(agency),
    ...differences,
  })
}
