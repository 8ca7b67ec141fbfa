import type { ReportInput } from '#domain/report-input.ts'
import { aDenominator } from './report-figures.ts'

const provinceNames = [
  'Sở Y tế',
  'Sở Tài chính',
  'Sở Xây dựng',
  'Sở Nội vụ',
  'Sở Tư pháp',
  'Sở Công Thương',
  'Sở Khoa học và Công nghệ',
  'Sở Nông nghiệp và Môi trường',
  'Sở Giáo dục và Đào tạo',
  'Văn phòng UBND tỉnh',
  'Thanh tra tỉnh',
  'UBND phường Nghĩa Lộ',
  'UBND phường Cẩm Thành',
  'UBND phường Trương Quang Trọng',
  'UBND xã Tịnh Khê',
  'UBND xã Sơn Hạ',
  'UBND xã Ba Tơ',
  'UBND đặc khu Lý Sơn',
]

/** A province of 18 agencies, most of which have sent their report. */
export const someAgencies: ReportInput['agencies'] = provinceNames.map((name, index) => {
  const met = 26 + ((index * 7) % 19)
  const declared = 44 + (index % 9)
  return {
    id: `agency-${index + 1}`,
    name,
    group: name.startsWith('UBND') ? 'Cấp xã' : 'Sở, ban, ngành',
    classes: [
      {
        class: 'workstation',
        denominator: aDenominator({
          declared,
          population: declared + 2,
          enrolled: declared - 3,
          reporting: declared - 6,
        }),
      },
    ],
    values: [
      {
        indicatorId: 'qn2458.i04',
        figure: { numerator: met, denominator: declared + 2 },
        best: { numerator: met + 3, denominator: declared + 2 },
        verdict:
          met * 100 > 90 * (declared + 2) ? 'met' : index % 5 === 0 ? 'insufficient-data' : 'unmet',
      },
      {
        indicatorId: 'qn2458.i03',
        figure: index % 4 === 0 ? null : { numerator: 1, denominator: 1 },
        best: null,
        verdict: index % 4 === 0 ? 'insufficient-data' : 'met',
      },
    ],
    shortfall: {
      machinesWithoutLicence: declared + 2 - met - 3,
      machinesUnknown: 3,
      seatsBought: met,
      seatsUsed: met,
      seatsEndingSoon: 0,
      lansWithoutFirewall: index % 4 === 0 ? null : 0,
      unsaid: { seatsBought: 0, seatsUsed: 0, lansWithoutFirewall: index % 4 === 0 ? 1 : 0 },
    },
    sending: {
      state: index % 6 === 5 ? 'late' : index % 7 === 6 ? 'not-sent' : 'on-time',
      dueOn: '2026-12-19',
      sentOn: index % 7 === 6 ? null : '2026-12-18',
    },
  }
})
