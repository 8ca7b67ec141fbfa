import type { ReportInput, Shortfall } from '#domain/report-input.ts'
import type { Block, TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { numberText } from '../words.ts'
import { column, numbered, paragraph, table } from './blocks.ts'
import { known } from './lists.ts'

/** What is missing as sentences print it: a lower bound as one, and of how many agencies a sum is. */
export function shortfallValues(input: ReportInput, texts: ReportTexts) {
  const { shortfall } = input
  const { unsaid } = shortfall
  const of = (value: number | null, silent: number) => {
    const total = input.agencies.length
    if (value === null || silent === 0 || total === 0) return known(value, texts)
    const said = numberText(total - silent)
    return texts.say('shortfall.partly', {
      value: numberText(value),
      said,
      total: numberText(total),
    })
  }
  return {
    machines: machinesText(shortfall, texts),
    bought: of(shortfall.seatsBought, unsaid.seatsBought),
    used: of(shortfall.seatsUsed, unsaid.seatsUsed),
    ending: of(shortfall.seatsEndingSoon, unsaid.seatsBought),
    lans: of(shortfall.lansWithoutFirewall, unsaid.lansWithoutFirewall),
  }
}

function machinesText(
  { machinesWithoutLicence, machinesUnknown }: Shortfall,
  texts: ReportTexts,
): string {
  if (machinesWithoutLicence === null || machinesUnknown === 0) {
    return known(machinesWithoutLicence, texts)
  }
  const values = { count: numberText(machinesWithoutLicence), unknown: numberText(machinesUnknown) }
  return texts.say('shortfall.atLeast', values)
}

/** What the missing licences cost, only where a person typed a price: a lower bound while machines are unknown. */
export function estimateBlocks(input: ReportInput, texts: ReportTexts): Block[] {
  const { licencePriceVnd, shortfall } = input
  const { machinesWithoutLicence, machinesUnknown } = shortfall
  if (licencePriceVnd === null || machinesWithoutLicence === null) return []
  const values = {
    price: numberText(licencePriceVnd),
    count: numberText(machinesWithoutLicence),
    money: numberText(machinesWithoutLicence * licencePriceVnd),
    unknown: numberText(machinesUnknown),
  }
  const key = machinesUnknown === 0 ? 'shortfall.estimate' : 'shortfall.estimate.atLeast'
  return [paragraph(texts.say(key, values))]
}

/** What is missing agency by agency, the worst first. */
export function shortfallTable({ agencies }: ReportInput, texts: ReportTexts): TableBlock {
  const weight = ({ shortfall }: (typeof agencies)[number]) =>
    (shortfall.machinesWithoutLicence ?? 0) + (shortfall.lansWithoutFirewall ?? 0)
  const rows = agencies
    .toSorted((left, right) => weight(right) - weight(left))
    .map(({ name, shortfall }) => [
      name,
      known(shortfall.machinesWithoutLicence, texts),
      numberText(shortfall.machinesUnknown),
      known(shortfall.seatsBought, texts),
      known(shortfall.seatsUsed, texts),
      known(shortfall.seatsEndingSoon, texts),
      known(shortfall.lansWithoutFirewall, texts),
    ])
  const heads = ['machines', 'unknown', 'bought', 'used', 'ending', 'lans'] as const
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('unprotected.agency'), 60, 'left'),
    ...heads.map((head) => column(texts.say(`shortfall.${head}`), 26)),
  ]
  return table(columns, numbered(rows), { empty: texts.say('noData'), isDense: true })
}
