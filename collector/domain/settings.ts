/** A choice that the texts leave open: its value, and who decided it when, so that it can be printed. */
export type Setting<Value> = {
  readonly value: Value
  readonly author: string
  /** yyyy-mm-dd */
  readonly decidedOn: string
}

/** The choices by which hosts are judged. Undecided is null, and then what depends on it is unknown. */
export type JudgeSettings = {
  /** Signatures older than this are not current. */
  readonly signatureAgeDaysMax: Setting<number>
  /** "No update waits", computed from lists older than this, is unknown. */
  readonly listsAgeDaysMax: Setting<number>
  /** Whether an antivirus that comes with the system is "có bản quyền"; decision 2458/QĐ-UBND does not say. */
  readonly doesBuiltInCountAsLicensed: Setting<boolean | null>
  readonly doesFreeCountAsLicensed: Setting<boolean | null>
  readonly doesExpiredCountAsLicensed: Setting<boolean>
  /** A host from which nothing was received for longer is silent. */
  readonly silentAfterDays: Setting<number>
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
  doesBuiltInCountAsLicensed: byDefault(null),
  doesFreeCountAsLicensed: byDefault(null),
  doesExpiredCountAsLicensed: byDefault(false),
  silentAfterDays: byDefault(7),
}
