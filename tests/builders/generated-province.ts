import type { EntryBody } from '#protocol/register.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'

/** What a generated machine is, from which its facts are made and, apart from them, the figures expected of it. */
export type Machine = {
  readonly id: string
  readonly class: HostClass
  readonly antivirus: 'licensed' | 'none' | 'off' | 'free' | 'not-looked'
  readonly password: 'set' | 'empty' | 'not-looked'
  readonly reports: 'daily' | 'no-more' | 'never'
  /** As what it stands in the register, and by what it is known there; null: it is not in it. */
  readonly register: {
    readonly state: EntryBody<'machine'>['state']
    /** `person`: somebody said so of a machine of the same name. `name`: nobody has yet. */
    readonly by: 'serial' | 'asset-tag' | 'mac' | 'person' | 'name'
    /** It may not carry an agent, and does. */
    readonly isSecret: boolean
  } | null
}

export type Bureau = {
  readonly id: string
  readonly level: string | null
  readonly isExcluded: boolean
  readonly machines: readonly Machine[]
  /** In the register, never enrolled, by class. */
  readonly neverEnrolled: readonly HostClass[]
  /** In the register, and may not carry an agent. */
  readonly withoutAgent: readonly HostClass[]
  /** Only a count of workstations was declared; null: machines are listed. */
  readonly countOnly: number | null
  readonly staff: EntryBody<'staff'> | null
  readonly lans: readonly { readonly broadband: boolean; readonly firewall: boolean }[]
  readonly officer: { readonly isAssigned: boolean; readonly isTrained: boolean } | null
  /** Declared figures by name. */
  readonly figures: Readonly<Record<string, readonly [number, number | null]>>
  readonly projects: readonly EntryBody<'project'>[]
  readonly trainingDays: readonly string[]
  readonly systems: readonly { readonly level: number; readonly domestic: (boolean | null)[] }[]
}

export type ProvinceWanted = {
  readonly agencies: number
  readonly machines: number
  readonly seed: number
  /** The year of the cut-off. */
  readonly year: number
  /** Everybody has declared everything, and every machine could be looked at. */
  readonly isWhole: boolean
}

/** A number below so many sides. */
type Dice = (sides: number) => number

/** The same numbers for the same seed. */
function dice(seed: number): Dice {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A province of so many agencies with so many machines in all: the same for the same wish. */
export function generateProvince(wanted: ProvinceWanted): Bureau[] {
  const roll = dice(wanted.seed)
  return Array.from({ length: wanted.agencies }, (_, index) => bureau(index, wanted, roll))
}

function bureau(index: number, wanted: ProvinceWanted, roll: Dice): Bureau {
  const { isWhole, year } = wanted
  const machines = Math.floor(wanted.machines / wanted.agencies)
  const isCountOnly = !isWhole && index % 10 === 7
  const said = <T>(of: () => T): T | null => (!isWhole && roll(12) === 0 ? null : of())
  const some = (least: number, sides: number) =>
    (isWhole ? Math.max(1, least) : least) + roll(sides)
  const level = index % 12 < 2 ? 'tỉnh' : index % 12 < 4 ? 'huyện' : 'xã'
  return {
    id: `agency-${String(index).padStart(3, '0')}`,
    level: !isWhole && index % 60 === 0 ? null : level,
    isExcluded: index % 50 === 18 || index % 50 === 19,
    machines: Array.from({ length: machines }, (_, one) => {
      const made = machine(`${index}-${one}`, isWhole, roll)
      return isCountOnly ? { ...made, register: null } : made
    }),
    neverEnrolled: isWhole || isCountOnly ? [] : classes(roll(20), roll),
    withoutAgent: isWhole || isCountOnly ? [] : classes(roll(3), roll),
    countOnly: isCountOnly ? machines + roll(60) - 30 : null,
    staff: said(() => ({
      officials: Math.floor(machines / 2) + roll(90),
      publicEmployees: roll(60),
    })),
    lans: Array.from({ length: some(0, 4) }, () => ({
      broadband: roll(9) > 0,
      firewall: roll(10) < 7,
    })),
    officer: said(() => ({ isAssigned: roll(15) > 0, isTrained: roll(15) > 0 })),
    figures: figures(index, wanted, roll),
    projects: Array.from({ length: some(0, 3) }, (_, one) => project(one, wanted, roll)),
    trainingDays: Array.from({ length: some(0, 2) }, () => `${year - roll(2)}-0${1 + roll(9)}-15`),
    systems: Array.from({ length: some(0, 3) }, () => ({
      level: 1 + roll(5),
      domestic: Array.from({ length: some(0, 3) }, () =>
        !isWhole && roll(5) === 0 ? null : roll(4) > 0,
      ),
    })),
  }
}

const classes = (count: number, roll: Dice): HostClass[] =>
  Array.from({ length: count }, () => hostClasses[roll(9) === 0 ? 0 : 1] ?? 'workstation')

function project(one: number, { year }: ProvinceWanted, roll: Dice): EntryBody<'project'> {
  return {
    name: `Dự án ${one}`,
    fundingVnd: 1_000_000 * (1 + roll(90_000)),
    securityVnd: 100_000 * roll(90_000),
    hasSecurityComponent: roll(10) > 0,
    // The first one is of the year that is asked about.
    year: one === 0 ? year : year - 1 + roll(3),
    exemption: roll(6) === 0 ? 'thuê dịch vụ' : null,
  }
}

const shares = [
  'electronic-submissions',
  'electronic-exchange',
  'public-services-level-2',
  'public-services-level-3',
  'dossiers-online',
  'tax-returns-online',
  'website-information',
  'devices-reviewed',
]
/** Declared by nobody, unless everybody declares everything. */
const seldomShares = ['tax-payments-online', 'social-insurance-online', 'communes-connected']
/** Said of what is measured too, so that both stand side by side. */
const besideMeasured = ['computers-with-licensed-antivirus', 'protected-machines']
const yearsOfPeriod = (year: number) =>
  Array.from({ length: ((year - 2016) % 5) + 1 }, (_, into) => year - into)

function figures(index: number, wanted: ProvinceWanted, roll: Dice): Bureau['figures'] {
  const { isWhole, year } = wanted
  const declared: Record<string, readonly [number, number | null]> = {}
  const isSaid = (oneOf: number) => isWhole || roll(oneOf) > 0
  for (const name of [...shares, ...(isWhole ? seldomShares : [])]) {
    const whole = 1 + roll(40)
    const part = isWhole ? whole - (roll(8) === 0 ? 1 : 0) : roll(whole + 1)
    if (isSaid(15)) declared[name] = [part, whole]
  }
  for (const one of yearsOfPeriod(year)) {
    const whole = 1 + roll(40)
    if (isSaid(60)) declared[`it-plan-budget.${one}`] = [roll(whole + 1), whole]
  }
  for (const name of ['digital-signing', 'document-management', 'one-stop-shop']) {
    if (isSaid(15)) declared[name] = [roll(5) === 0 ? 0 : 1, null]
  }
  for (const name of besideMeasured) {
    if (roll(4) === 0) declared[name] = [roll(40), 40 + roll(20)]
  }
  if (roll(9) === 0) declared['computers-per-official'] = [roll(90), 1 + roll(90)]
  if (index === 3) declared['online-meetings'] = [7, null]
  if (index === 5) declared['online-meetings'] = [4, null]
  if (isWhole) {
    declared['databases-in-data-centre'] = [roll(2), null]
    declared['security-solutions'] = [roll(2), null]
    declared['public-services-level-4'] = [roll(3), null]
    declared['digitally-signed-documents'] = [roll(500), null]
    declared['devices-on-default-configuration'] = [0, 20]
  } else if (roll(10) > 0) {
    declared['devices-on-default-configuration'] = [roll(30) === 0 ? 2 : 0, 20]
  }
  return declared
}

const antiviruses = [
  'licensed',
  'licensed',
  'licensed',
  'none',
  'off',
  'free',
  'not-looked',
] as const
const places = ['in-store', 'in-repair', 'to-be-disposed'] as const
const signs = ['serial', 'serial', 'asset-tag', 'mac', 'mac', 'person', 'name'] as const

function machine(id: string, isWhole: boolean, roll: Dice): Machine {
  const [kind, password, place, sign] = [roll(100), roll(300), roll(40), roll(40)]
  const [antivirus, hears] = [roll(isWhole ? 90 : antiviruses.length), roll(60)]
  const never = !isWhole && hears === 0
  const said = signs[sign] ?? 'serial'
  const by = isWhole && said === 'name' ? 'person' : said
  const state = place < 32 || by === 'name' ? 'in-use' : (places[place - 32] ?? 'in-use')
  return {
    id,
    // What has told nothing of itself counts as what most machines are.
    class: never ? 'workstation' : kind < 4 ? 'server' : kind < 14 ? 'end-device' : 'workstation',
    antivirus: isWhole
      ? antivirus === 0
        ? 'none'
        : 'licensed'
      : (antiviruses[antivirus] ?? 'none'),
    password: isWhole || password >= 10 ? 'set' : password === 0 ? 'empty' : 'not-looked',
    reports: never ? 'never' : !isWhole && hears < 4 ? 'no-more' : 'daily',
    register: never || place > 36 ? null : { state, by, isSecret: place === 0 && by !== 'name' },
  }
}
