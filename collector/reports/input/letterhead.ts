import type { Letterhead } from '#domain/report-input.ts'
import type { ReportKind } from '#protocol/reports.ts'
import type { ReportTexts } from '../texts.ts'

/** A body by its name and its short one. */
type Body = { readonly name: string; readonly shortName: string | null }

export type Bodies = {
  readonly issuer: Body
  readonly parent: Body | null
  /** To whom this kind of report goes, by the role that it holds on the day. */
  readonly receivers: readonly string[]
  readonly place: string
}

/**
 * What a letterhead is proposed with: names of bodies as the register of organisations has them. Who signs and under
 * which authority is left blank, because nothing says it but a person.
 */
export function proposedLetterhead(
  kind: ReportKind,
  { issuer, parent, receivers, place }: Bodies,
  texts: ReportTexts,
): Letterhead {
  const short = issuer.shortName ?? ''
  return {
    parentBody: parent === null ? null : parent.name.toLocaleUpperCase('vi'),
    issuer: issuer.name.toLocaleUpperCase('vi'),
    issuerName: issuer.name,
    symbol: texts.form === 'letter' ? short : texts.say('letterhead.symbol', { short }),
    place,
    datedOn: null,
    addressees: kind === 'scorecard' ? [] : [...receivers],
    recipients: [
      ...(texts.form === 'letter' ? [texts.say('letterhead.asAbove')] : []),
      texts.say('letterhead.archive'),
    ],
    authority: [],
    signerName: null,
  }
}
