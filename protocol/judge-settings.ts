import { z } from 'zod'

const days = (max: number) => z.int().min(1).max(max)
/** Null: nobody has decided, and what depends on it is unknown. */
const choice = z.boolean().nullable()

/** The choices that the texts of the plans leave open. Each is decided by somebody on a day, and printed with both. */
export const judgeSettingValues = z.strictObject({
  /** Signatures older than this are not current. */
  signatureAgeDaysMax: days(90),
  /** "No update waits", computed from lists older than this, is unknown. */
  listsAgeDaysMax: days(90),
  /** So long after a Patch Tuesday, or after another host of the same build got a newer revision, it is missed. */
  patchGraceDays: days(60),
  /** Whether an antivirus that comes with the system is "có bản quyền"; decision 2458/QĐ-UBND does not say. */
  doesBuiltInCountAsLicensed: choice,
  doesFreeCountAsLicensed: choice,
  doesExpiredCountAsLicensed: z.boolean(),
  /** A host from which nothing was received for longer is silent. */
  silentAfterDays: days(90),
})
export type JudgeSettingValues = z.infer<typeof judgeSettingValues>
export type JudgeSettingKey = keyof JudgeSettingValues
export const judgeSettingKeys = Object.keys(judgeSettingValues.shape) as [
  JudgeSettingKey,
  ...JudgeSettingKey[],
]
