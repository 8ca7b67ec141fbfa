import type { ReportInput } from '#domain/report-input.ts'
import type { DeclaredFigure } from '#domain/report-rows.ts'
import type { ReportTexts } from '../texts.ts'
import { numberText } from '../words.ts'

/** What agencies declare of devices with an Internet connection; that nobody looked, where nobody declared it. */
export function devicesText({ devices, agencies }: ReportInput, texts: ReportTexts): string {
  const { onDefault, reviewed } = devices
  if (onDefault === null && reviewed === null) return texts.say('devices.unknown')
  const by = (figure: DeclaredFigure) =>
    agencies.length === 0
      ? ''
      : texts.say('devices.by', {
          said: numberText(figure.agencies),
          total: numberText(agencies.length),
        })
  const said = (key: string, figure: DeclaredFigure | null) => {
    if (figure === null) return texts.say(`${key}.undeclared`)
    const count = numberText(figure.numerator)
    return figure.denominator === null
      ? texts.say(`${key}.count`, { count, by: by(figure) })
      : texts.say(`${key}.share`, { count, total: numberText(figure.denominator), by: by(figure) })
  }
  const found =
    onDefault !== null && onDefault.numerator === 0
      ? texts.say('devices.none', { by: by(onDefault) })
      : said('devices.found', onDefault)
  return `${found} ${said('devices.reviewed', reviewed)}`
}

/** What agencies declare of digital signatures. */
export function signingText({ signing, agencies }: ReportInput, texts: ReportTexts): string {
  if (signing.length === 0) return texts.say('signing.unknown')
  const all = signing.map(({ name, figure }) => {
    const { numerator, denominator } = figure
    const value =
      denominator === null
        ? numberText(numerator)
        : `${numberText(numerator)}/${numberText(denominator)}`
    const by =
      agencies.length === 0
        ? ''
        : texts.say('devices.by', {
            said: numberText(figure.agencies),
            total: numberText(agencies.length),
          })
    return `${name}: ${value}${by}`
  })
  return texts.say('signing.declared', { figures: all.join('; ') })
}
