import type { EpochMs } from '#protocol/values.ts'

/** What was so at one moment, as far as it was known at another: "as of" and "as known then". */
export type StateMoment = { readonly cutOffMs: EpochMs; readonly knownMs: EpochMs }
