import type { ReportInput } from '#domain/report-input.ts'

const agencyName = 'Sở Y tế'

const system: ReportInput['systems'][number] = {
  agencyName,
  code: 'HT01',
  name: 'Hệ thống thông tin giải quyết thủ tục hành chính tỉnh',
  owner: 'UBND tỉnh Quảng Ngãi',
  operator: 'Trung tâm Chuyển đổi số',
  level: 3,
  status: 'approved',
  approvalDecision: 'Quyết định số 412/QĐ-UBND ngày 06/3/2024 của UBND tỉnh',
  regulation: 'Quyết định số 12/QĐ-SKHCN ngày 15/01/2026',
  expectedApproval: null,
  measures: 'some',
  expectedMeasures: '2027-06-30',
  check: ['before-use', 'periodic'],
  classification: 'determined',
}

/** Systems that satisfy every check of form 08. */
export const someSystems: ReportInput['systems'] = [
  system,
  {
    ...system,
    code: 'HT02',
    name: 'Cổng thông tin điện tử Sở Y tế',
    owner: 'Sở Y tế',
    operator: 'Văn phòng Sở Y tế',
    level: 2,
    measures: 'all',
    expectedMeasures: null,
    check: ['periodic'],
  },
  {
    ...system,
    code: 'HT03',
    name: 'Phần mềm quản lý văn bản và điều hành',
    level: 3,
    status: 'sent-for-appraisal',
    approvalDecision: null,
    expectedApproval: '2027-03-31',
    measures: 'none',
    expectedMeasures: '2027-12-31',
    check: [],
  },
]

export const agencyLetterhead: ReportInput['letterhead'] = {
  parentBody: 'UBND TỈNH QUẢNG NGÃI',
  issuer: 'SỞ Y TẾ',
  issuerName: 'Sở Y tế',
  symbol: 'BC-SYT',
  place: 'Quảng Ngãi',
  datedOn: null,
  addressees: ['Sở Khoa học và Công nghệ'],
  recipients: ['Như trên', 'Công an tỉnh (PA05)', 'Ban Giám đốc', 'Lưu: VT, VP'],
  authority: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
  signerName: 'Nguyễn Văn A',
}

export const provinceLetterhead: ReportInput['letterhead'] = {
  parentBody: 'UBND TỈNH QUẢNG NGÃI',
  issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
  issuerName: 'Sở Khoa học và Công nghệ',
  symbol: 'BC-SKHCN',
  place: 'Quảng Ngãi',
  datedOn: null,
  addressees: ['Ủy ban nhân dân tỉnh', 'Công an tỉnh'],
  recipients: ['Như trên', 'Các sở, ban, ngành', 'UBND các xã, phường, đặc khu', 'Lưu: VT, CNTT'],
  authority: ['GIÁM ĐỐC'],
  signerName: null,
}
