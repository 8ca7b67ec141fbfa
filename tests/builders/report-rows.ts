import type { ReportInput } from '#domain/report-input.ts'
import type { HostClass } from '#protocol/values.ts'

/** Rows that add up to the figures above: 67/114 measured, 2/3 declared, 114/126, 34 machines and devices. */
export function rowsOf(agency: { id: string; name: string }): ReportInput['rows'] {
  const base = { agencyId: agency.id, agencyName: agency.name, class: null, reason: null }
  const machines = Array.from({ length: 114 }, (_, index) => {
    const state = index < 67 ? 'met' : index < 85 ? 'unmet' : 'unknown'
    const hostClass: HostClass = index < 4 ? 'server' : index < 102 ? 'workstation' : 'end-device'
    return {
      ...base,
      indicatorId: 'qn2458.i04',
      subject: `SYT-PC-${String(index + 1).padStart(3, '0')}`,
      class: hostClass,
      source: 'measured' as const,
      state: state as 'met' | 'unmet' | 'unknown',
      reason: state === 'met' ? null : '=CMD|calc!A1',
      numerator: state === 'met' ? 1 : 0,
      denominator: 1,
    }
  })
  const lans = ['LAN trụ sở', 'LAN Trung tâm Kiểm soát', 'LAN kho'].map((subject, index) => ({
    ...base,
    indicatorId: 'qn2458.i03',
    subject,
    source: 'declared' as const,
    state: index < 2 ? ('met' as const) : ('unmet' as const),
    numerator: index < 2 ? 1 : 0,
    denominator: 1,
  }))
  const computers = machines.map((machine) => ({
    ...machine,
    indicatorId: 'qn2458.i01',
    state: null,
    reason: null,
    numerator: 1,
    denominator: 0,
  }))
  const people = {
    ...base,
    indicatorId: 'qn2458.i01',
    subject: 'Số người theo kê khai',
    source: 'declared' as const,
    state: null,
    numerator: 0,
    denominator: 126,
  }
  const onDefault = [
    ...machines.slice(0, 32).map((machine, index) => ({
      ...machine,
      indicatorId: 'tq1670.i02',
      state: index === 0 ? ('unmet' as const) : ('unknown' as const),
      numerator: 1,
      denominator: 0,
    })),
    {
      ...people,
      indicatorId: 'tq1670.i02',
      subject: 'Thiết bị kê khai còn dùng cấu hình mặc định',
      numerator: 2,
      denominator: 0,
    },
  ]
  return [...machines, ...lans, ...computers, people, ...onDefault]
}
