import { contextOf, productContext, type JudgeContext } from '#domain/context.ts'
import { aMomentMs } from './arbitraries.ts'

const dayMs = 86_400_000
const decided = (value: boolean) => ({ value, author: 'tỉnh', decidedOn: '2026-11-20' })

/** A context in which everything that can be decided is, and a fleet has shown what can be had. */
export const learnedContext: JudgeContext = contextOf({
  ...productContext,
  settings: {
    ...productContext.settings,
    doesBuiltInCountAsLicensed: decided(true),
    doesFreeCountAsLicensed: decided(true),
  },
  newestRevisions: [
    { build: 26_200, revision: 4_000, sinceMs: aMomentMs - 20 * dayMs },
    { build: 26_100, revision: 4_000, sinceMs: aMomentMs - 5 * dayMs },
  ],
  productAliases: [{ nameFolded: 'some-other', productId: 'clamav' }],
})
