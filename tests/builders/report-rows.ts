import type { ReportInput } from '#domain/report-input.ts'
import type { HostClass } from '#protocol/values.ts'

/** Rows that add up to the figures above: 67/114 measured, 2/3 declared, 114/126, 3 devices. */
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
  const ratio = {
    ...base,
    indicatorId: 'qn2458.i01',
    subject: agency.name,
    source: 'declared' as const,
    state: 'met' as const,
    numerator: 114,
    denominator: 126,
  }
  const devices = [0, 1, 2].map((index) => ({
    ...base,
    indicatorId: 'tq1670.i02',
    subject: `Camera ${index + 1}`,
    source: 'measured' as const,
    state: 'unmet' as const,
    numerator: 1,
    denominator: index === 0 ? 1 : 0,
  }))
  return [...machines, ...lans, ratio, ...devices]
}
