import { Refusal } from '#protocol/refusals.ts'

/**
 * Refuses what the province writes down for an agency without a document, and a document where nobody asked for one.
 * @throws Refusal REPORT_BASIS_MISSING, REPORT_BASIS_UNASKED
 */
export function requireBasis(isForOthers: boolean, basis: string | null): void {
  if (isForOthers && basis === null) throw new Refusal('REPORT_BASIS_MISSING')
  if (!isForOthers && basis !== null) throw new Refusal('REPORT_BASIS_UNASKED')
}
