import { z } from 'zod'
import verifiedJson from '#collector/catalogue/verified-readers.json' with { type: 'json' }
import type { ControlId } from '#protocol/controls.ts'
import { factsRegistry, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { antivirusReaders, type AntivirusReaderId } from '#protocol/readers.ts'
import type { Platform } from '#protocol/values.ts'
import type { HostFacts } from './control.ts'
import { controls } from './controls/registry.ts'
import type { Interval } from './wilson.ts'

/** Where readers exist at all: macOS answers `not-supported`, and nothing rests on that. */
const readerPlatforms: readonly Platform[] = ['linux', 'windows']

const antivirusReaderPlatforms: { readonly [Id in AntivirusReaderId]: readonly Platform[] } = {
  bitdefender: ['linux'],
  clamav: ['linux'],
  cortex: ['linux'],
  crowdstrike: ['linux'],
  'deep-security': ['linux'],
  drweb: ['linux'],
  eset: ['linux'],
  kesl: ['linux'],
  mdatp: ['linux'],
  sentinelone: ['linux'],
  sophos: ['linux'],
  'security-center': ['windows'],
  defender: ['windows'],
  kaspersky: ['windows'],
  'eset-windows': ['windows'],
  'trend-officescan': ['windows'],
  trellix: ['windows'],
  withsecure: ['windows'],
  symantec: ['windows'],
  presence: ['linux', 'windows'],
}

/** The readers that also read what the product recorded of malware; of the others no record is ever read. */
const malwareReaders: readonly AntivirusReaderId[] = ['clamav', 'mdatp', 'defender']

type Combination = { readonly reader: string; readonly platform: Platform }

/** Every reader on every platform it exists for. A probe's own reader has the probe's id. */
export const readerCombinations: readonly Combination[] = [
  ...probeIds.flatMap((probe) =>
    readerPlatforms
      .filter((platform) => factsRegistry[probe].platforms.some((one) => one === platform))
      .map((platform) => ({ reader: probe, platform })),
  ),
  ...combinationsOf('antivirus', antivirusReaders),
  ...combinationsOf('malware', malwareReaders),
]

function combinationsOf(
  probe: 'antivirus' | 'malware',
  readers: readonly AntivirusReaderId[],
): Combination[] {
  return readers.flatMap((reader) =>
    antivirusReaderPlatforms[reader].map((platform) => ({
      reader: `${probe}/${reader}`,
      platform,
    })),
  )
}

const keyOf = ({ reader, platform }: Combination) => `${reader} ${platform}`
const known: ReadonlySet<string> = new Set(readerCombinations.map(keyOf))

/** Who compared what a reader says with what stands on a real machine; null: nobody has yet. */
const check = z.strictObject({
  on: z.iso.date(),
  by: z.string().min(1),
  /** Which machine, e.g. `Windows 11 Pro 24H2, Vietnamese`. */
  machine: z.string().min(1),
})
const row = z.strictObject({
  reader: z.string(),
  platform: z.enum(['linux', 'windows']),
  checked: check.nullable(),
})
export type VerifiedReader = z.infer<typeof row>

/** Exactly one row for every reader and platform: one that is missing, double or unknown is refused. */
export const verifiedReadersFile = z
  .strictObject({ rows: z.array(row) })
  .superRefine((file, at) => {
    const keys = file.rows.map(keyOf)
    const complain = (message: string) => at.addIssue({ code: 'custom', message })
    for (const key of keys) if (!known.has(key)) complain(`there is no reader ${key}`)
    for (const key of known) if (!keys.includes(key)) complain(`no row for the reader ${key}`)
    if (new Set(keys).size < keys.length) complain('a reader has two rows')
  })

/** Which readers have been checked, and what therefore is provisional ("tạm tính"). */
export type Verification = {
  readonly rows: readonly VerifiedReader[]
  /**
   * True when a verdict rests on a reader that nobody has checked on a real machine: the probes that its control
   * reads and that answered, and for antivirus and malware the readers of every product that was found. A probe
   * that could not look claims nothing. Which product decided is not weighed: a reader that errs on another could
   * have decided otherwise.
   */
  isProvisional(control: ControlId, facts: HostFacts): boolean
  /**
   * True when a figure over many hosts rests on a reader that nobody has checked: the readers of its control on the
   * platforms in use, and of products those in use. `inUse` null: nobody has looked which are, so each may be.
   */
  isFigureProvisional(control: ControlId, inUse: readonly ReaderInUse[] | null): boolean
}

/** A reader that hosts answer by. The reader `os` says that the platform itself is in use. */
export type ReaderInUse = { readonly reader: string; readonly platform: Platform }

export function verificationOf(rows: readonly VerifiedReader[]): Verification {
  const checked = new Set(rows.filter((one) => one.checked !== null).map(keyOf))
  return {
    rows,
    isProvisional(control, facts) {
      const readers = probesUnder(control).flatMap((probe) => readersBehind(probe, facts))
      if (readers.length === 0) return false
      const os = facts.os?.reading
      if (os?.state !== 'known') return true
      const { platform } = os.facts
      return readers.some((reader) => !checked.has(keyOf({ reader, platform })))
    },
    isFigureProvisional(control, inUse) {
      const used = inUse && new Set(inUse.map(keyOf))
      return combinationsUnder(control)
        .filter((one) => used === null || isInUse(one, used))
        .some((one) => !checked.has(keyOf(one)))
    },
  }
}

function combinationsUnder(control: ControlId): Combination[] {
  const probes = probesUnder(control)
  return readerCombinations.filter(({ reader }) =>
    probes.some((id) => reader === id || reader.startsWith(`${id}/`)),
  )
}

/** A product's records are read by the reader that told the product. */
function isInUse({ reader, platform }: Combination, used: ReadonlySet<string>): boolean {
  const [, product] = reader.split('/')
  const telling = product === undefined ? 'os' : `antivirus/${product}`
  return used.has(keyOf({ reader: telling, platform }))
}

/** The readers on which a verdict rests: the probes that its control reads and that answered, and those of products. */
export function readersOf(control: ControlId, facts: HostFacts): readonly string[] {
  return [...new Set(probesUnder(control).flatMap((probe) => readersBehind(probe, facts)))]
}

/** A reader that somebody compared with enough real machines and that was right on each of them. */
export type LiftedReader = {
  readonly reader: string
  readonly platform: VerifiedReader['platform']
  readonly on: string
  readonly by: string
  /** The newest check in which, and on how many machines in all. */
  readonly checkId: string
  readonly machines: number
  readonly interval: Interval | null
}

/** What the product ships as checked, and what was checked by hand since. */
export function withLifted(
  rows: readonly VerifiedReader[],
  lifted: readonly LiftedReader[],
): readonly VerifiedReader[] {
  const byKey = new Map(lifted.map((one) => [keyOf(one), one]))
  return rows.map((row) => {
    const one = byKey.get(keyOf(row))
    if (row.checked !== null || one === undefined) return row
    return { ...row, checked: { on: one.on, by: one.by, machine: machinesText(one) } }
  })
}

/** The same in every language, e.g. `12/12, 95%: 75–100%`: rounded outwards. */
function machinesText({ machines, interval }: LiftedReader): string {
  const [low, high] = [interval?.low ?? 0, interval?.high ?? 0]
  return `${machines}/${machines}, 95%: ${Math.floor(low / 100)}–${Math.ceil(high / 100)}%`
}

/** By which readers a host answers, for `isFigureProvisional`; none while nobody knows on what it runs. */
export function readersInUse({ os, antivirus }: HostFacts): ReaderInUse[] {
  if (os?.reading.state !== 'known') return []
  const { platform } = os.reading.facts
  const products = antivirus?.reading.state === 'known' ? antivirus.reading.facts.products : []
  const readers = ['os', ...products.map(({ reader }) => `antivirus/${reader}`)]
  return [...new Set(readers)].map((reader) => ({ reader, platform }))
}

/** `reporting` rests on having received anything at all, whatever it says. */
function probesUnder(control: ControlId): readonly ProbeId[] {
  return control === 'reporting' ? [] : controls[control].reads
}

/** The readers from which the facts of one probe are; none where it could not look. */
function readersBehind(probe: ProbeId, facts: HostFacts): string[] {
  if (facts[probe]?.reading.state !== 'known') return []
  const products =
    facts.antivirus?.reading.state === 'known' ? facts.antivirus.reading.facts.products : []
  if (probe === 'antivirus') {
    return [probe, ...products.map(({ reader }) => `antivirus/${reader}`)]
  }
  if (probe === 'malware' && facts.malware?.reading.state === 'known') {
    const read = facts.malware.reading.facts.records.filter(({ isRead }) => isRead === true)
    const readers = read.map(
      ({ product }) => products.find((one) => one.product === product)?.reader ?? 'unknown',
    )
    return [probe, ...readers.map((reader) => `malware/${reader}`)]
  }
  return [probe]
}

/** What has been checked of the readers that ship with the product. */
export const productVerification: Verification = verificationOf(
  verifiedReadersFile.parse(verifiedJson).rows,
)
export const { isProvisional } = productVerification
