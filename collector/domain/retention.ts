import type { RetentionKind } from '#protocol/retention.ts'

/** For how many days something is kept when nobody decides otherwise, and between what a decision may choose. */
type RetentionRule = {
  readonly days: number
  readonly daysMin: number
  readonly daysMax: number
}

/**
 * How long what is no longer current is kept. The least of the facts covers a year and its report, the most of what
 * tells of persons (sessions) is short: it is kept for a purpose and no longer.
 */
export const retentionRules: Readonly<Record<RetentionKind, RetentionRule>> = {
  endedFacts: { days: 400, daysMin: 400, daysMax: 1825 },
  closedPorts: { days: 400, daysMin: 400, daysMax: 1825 },
  jobRuns: { days: 14, daysMin: 7, daysMax: 90 },
  refusedFrames: { days: 90, daysMin: 30, daysMax: 400 },
  endedSessions: { days: 7, daysMin: 1, daysMax: 90 },
  neighbours: { days: 30, daysMin: 7, daysMax: 30 },
  emptyDeviceChecks: { days: 90, daysMin: 30, daysMax: 400 },
}

/** For how long each kind is kept: as it was decided, or as the product has it. */
export function retentionDays(
  decided: ReadonlyMap<RetentionKind, number>,
): Readonly<Record<RetentionKind, number>> {
  const daysOf = (kind: RetentionKind) => {
    const { days, daysMin, daysMax } = retentionRules[kind]
    return Math.min(daysMax, Math.max(daysMin, decided.get(kind) ?? days))
  }
  return {
    endedFacts: daysOf('endedFacts'),
    closedPorts: daysOf('closedPorts'),
    jobRuns: daysOf('jobRuns'),
    refusedFrames: daysOf('refusedFrames'),
    endedSessions: daysOf('endedSessions'),
    neighbours: daysOf('neighbours'),
    emptyDeviceChecks: daysOf('emptyDeviceChecks'),
  }
}
