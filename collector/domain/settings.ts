import {
  judgeSettingValues,
  type JudgeSettingKey,
  type JudgeSettingValues,
} from '#protocol/judge-settings.ts'

/** A choice that the texts leave open: its value, and who decided it when, so that it can be printed. */
export type Setting<Value> = {
  readonly value: Value
  readonly author: string
  /** yyyy-mm-dd */
  readonly decidedOn: string
}

/** The choices by which hosts are judged. Undecided is null, and then what depends on it is unknown. */
export type JudgeSettings = {
  readonly [Key in JudgeSettingKey]: Setting<JudgeSettingValues[Key]>
}

/** One decision as it is stored; its value is checked where it is used. */
export type SettingDecision = {
  readonly key: JudgeSettingKey
  readonly value: unknown
  readonly author: string
  readonly decidedOn: string
}

const byDefault = <Value>(value: Value): Setting<Value> => ({
  value,
  author: 'product default',
  decidedOn: '2026-11-22',
})

/** What holds until a province decides otherwise. */
export const productSettings: JudgeSettings = {
  signatureAgeDaysMax: byDefault(7),
  listsAgeDaysMax: byDefault(7),
  patchGraceDays: byDefault(14),
  doesBuiltInCountAsLicensed: byDefault(null),
  doesFreeCountAsLicensed: byDefault(null),
  doesExpiredCountAsLicensed: byDefault(false),
  silentAfterDays: byDefault(7),
}

/**
 * The settings of the product with the decisions that were taken since; of two on one key the later in the list.
 * @throws ZodError for a value that the schema of its key refuses: it was to be checked when it was decided.
 */
export function settingsWith(decisions: readonly SettingDecision[]): JudgeSettings {
  const decided = decisions.map(({ key, value, author, decidedOn }) => ({
    [key]: { value: judgeSettingValues.shape[key].parse(value), author, decidedOn },
  }))
  return Object.assign({}, productSettings, ...decided)
}
