import type { EpochMs } from '#protocol/values.ts'

/*
 * What a snapshot was due for: of two that are due for the same one is taken. By hand somebody takes as many as
 * they want, but a period has one.
 */

export const dailyKey = (planId: string, dueMs: EpochMs) => `daily ${planId} ${dueMs}`
export const periodKey = (planId: string, periodId: string) => `period ${planId} ${periodId}`
