import { productContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { denominatorsOf } from '#domain/denominator.ts'
import { stateLetters, type AgencyState, type FrozenEntry } from '#domain/frozen.ts'
import { judgeOnly } from '#domain/judge.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { EntryBody } from '#protocol/register.ts'
import { unknown, type HostClass } from '#protocol/values.ts'
import { aHost, healthyFacts } from './hosts.ts'
import { aMomentMs } from './readings.ts'

/** What a generated machine is, from which its facts are made and, apart from them, the figures expected of it. */
export type Machine = {
  readonly id: string
  readonly class: HostClass
  readonly antivirus: 'licensed' | 'none' | 'off' | 'free' | 'not-looked'
  readonly password: 'set' | 'empty' | 'not-looked'
  readonly isSilent: boolean
  /** In the register: in use, or out of it; null: not in it. */
  readonly register: 'in-use' | 'in-store' | null
}

export type Bureau = {
  readonly id: string
  readonly level: string | null
  readonly isExcluded: boolean
  readonly machines: readonly Machine[]
  /** In the register, never enrolled, by class. */
  readonly neverEnrolled: readonly HostClass[]
  /** Only a count of workstations was declared. */
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

const controls: readonly ControlId[] = ['antivirus-licensed', 'protected', 'no-default-credentials']

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
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

/** A province of so many agencies with so many machines in all. */
export function generateProvince(agencies: number, machines: number, seed = 7): Bureau[] {
  const roll = dice(seed)
  const each = Math.floor(machines / agencies)
  return Array.from({ length: agencies }, (_, index) => bureau(index, each, roll))
}

function bureau(index: number, machines: number, roll: (sides: number) => number): Bureau {
  const level = index < 20 ? 'tỉnh' : index < 34 ? 'huyện' : 'xã'
  const said = <T>(of: () => T): T | null => (roll(12) === 0 ? null : of())
  const figures: Record<string, readonly [number, number | null]> = {}
  for (const name of [
    ...shares,
    'website-information',
    'devices-reviewed',
    'it-plan-budget.2021',
  ]) {
    const whole = 1 + roll(40)
    if (roll(15) > 0) figures[name] = [roll(whole + 1), whole]
  }
  for (const name of ['digital-signing', 'document-management', 'one-stop-shop']) {
    if (roll(15) > 0) figures[name] = [roll(5) === 0 ? 0 : 1, null]
  }
  if (index === 3) figures['online-meetings'] = [7, null]
  if (index === 5) figures['online-meetings'] = [4, null]
  if (roll(10) > 0) figures['devices-on-default-configuration'] = [roll(30) === 0 ? 2 : 0, 20]
  return {
    id: `agency-${String(index).padStart(3, '0')}`,
    level: index === 60 ? null : level,
    isExcluded: index === 18 || index === 19,
    machines: Array.from({ length: machines }, (_, one) => machine(`${index}-${one}`, roll)),
    neverEnrolled: Array.from({ length: roll(20) }, () =>
      roll(9) === 0 ? 'server' : 'workstation',
    ),
    countOnly: index % 10 === 7 ? machines + roll(60) - 30 : null,
    staff: said(() => ({ officials: 60 + roll(90), publicEmployees: roll(60) })),
    lans: Array.from({ length: roll(4) }, () => ({
      broadband: roll(9) > 0,
      firewall: roll(10) < 7,
    })),
    officer: said(() => ({ isAssigned: roll(15) > 0, isTrained: roll(15) > 0 })),
    figures,
    projects: Array.from({ length: roll(3) }, (_, one) => ({
      name: `Dự án ${one}`,
      fundingVnd: 1_000_000 * (1 + roll(90_000)),
      securityVnd: 100_000 * roll(90_000),
      hasSecurityComponent: roll(10) > 0,
      year: 2020 + roll(3),
      exemption: roll(6) === 0 ? 'thuê dịch vụ' : null,
    })),
    trainingDays: roll(8) === 0 ? [] : [`202${roll(2)}-0${1 + roll(9)}-15`],
    systems: Array.from({ length: roll(3) }, () => ({
      level: 1 + roll(5),
      domestic: Array.from({ length: roll(3) }, () => (roll(5) === 0 ? null : roll(4) > 0)),
    })),
  }
}

const shares = [
  'electronic-submissions',
  'electronic-exchange',
  'public-services-level-2',
  'public-services-level-3',
  'dossiers-online',
  'tax-returns-online',
]

function machine(id: string, roll: (sides: number) => number): Machine {
  const kind = roll(100)
  const [password, place] = [roll(300), roll(20)]
  return {
    id,
    class: kind < 4 ? 'server' : kind < 14 ? 'end-device' : 'workstation',
    antivirus: antiviruses[roll(antiviruses.length)] ?? 'none',
    password: password === 0 ? 'empty' : password < 10 ? 'not-looked' : 'set',
    isSilent: roll(20) === 0,
    register: place < 15 ? 'in-use' : place === 15 ? 'in-store' : null,
  }
}

const [kesl] = healthyFacts.antivirus.products
if (!kesl) throw new Error('a healthy host has an antivirus')

const productsOf: Record<Exclude<Machine['antivirus'], 'not-looked'>, AntivirusProduct[]> = {
  licensed: [kesl],
  none: [],
  off: [{ ...kesl, isRunning: false, realTime: 'off' }],
  free: [{ ...kesl, licence: { kind: 'free', validUntilMs: null, isValid: true } }],
}

/** What an agent would have read on it. */
function factsOf({ antivirus, password }: Machine): HostFacts {
  const notLooked = unknown('not-permitted')
  const accounts = (set: 'set' | 'empty') =>
    healthyFacts.accounts.accounts.map((account) => ({ ...account, password: set }))
  return aHost({
    antivirus: antivirus === 'not-looked' ? notLooked : { products: productsOf[antivirus] },
    accounts: password === 'not-looked' ? notLooked : { accounts: accounts(password) },
  })
}

/** The state that a snapshot would freeze: facts judged, register matched, declarations as they stand. */
export function stateOf(bureau: Bureau): AgencyState {
  const { id, machines, neverEnrolled, countOnly } = bureau
  const registered = countOnly === null ? machines.filter(({ register }) => register !== null) : []
  const extra = countOnly === null ? neverEnrolled : []
  const counted = denominatorsOf({
    machines: [
      ...registered.map((one) => ({
        entryId: `e-${one.id}`,
        class: one.class,
        state: one.register ?? 'in-use',
        carriesNoAgent: false,
      })),
      ...extra.map((one, index) => ({
        entryId: `x-${id}-${index}`,
        class: one,
        state: 'in-use' as const,
        carriesNoAgent: false,
      })),
    ],
    counts: countOnly === null ? {} : { workstation: countOnly },
    hosts: machines.map((one) => ({
      hostId: one.id,
      class: one.class,
      isReporting: !one.isSilent,
    })),
    matches: registered.map((one) => ({ entryId: `e-${one.id}`, hostId: one.id })),
  })
  const isCounted = new Set(counted.countedHosts)
  return {
    id,
    name: id,
    kind: 'cơ quan',
    level: bureau.level,
    exclusion: bureau.isExcluded ? { reason: 'thuộc lĩnh vực quản lý', actor: 'user x' } : null,
    denominators: counted.classes,
    part: {
      controls: [...controls],
      hosts: machines.map((one) => ({
        id: one.id,
        name: one.id,
        class: one.class,
        states: lettersOf(one),
        reasons: [],
        params: {},
        isSilent: one.isSilent,
        lastReceivedMs: aMomentMs,
        machine: null,
        isCounted: isCounted.has(one.id),
      })),
      machines: [],
      exclusions: [],
      entries: entriesOf(bureau),
    },
  }
}

function lettersOf(machine: Machine): string {
  const host = { facts: factsOf(machine), context: productContext, nowMs: aMomentMs }
  const judged = new Map(
    judgeOnly(controls, host).map(({ control, judgement }) => [control, judgement.state]),
  )
  return controls.map((control) => stateLetters[judged.get(control) ?? 'unknown']).join('')
}

function entriesOf(bureau: Bureau): FrozenEntry[] {
  const bodies: [FrozenEntry['kind'], unknown][] = [
    ...(bureau.staff ? [['staff', bureau.staff] as [FrozenEntry['kind'], unknown]] : []),
    ...bureau.lans.map(({ broadband, firewall }, index): [FrozenEntry['kind'], unknown] => [
      'lan',
      {
        name: `LAN ${index}`,
        place: null,
        hasBroadband: broadband,
        hasFirewall: firewall,
        firewallProduct: null,
      },
    ]),
    ...(bureau.officer
      ? [['it-officer', { ...bureau.officer, people: 1 }] as [FrozenEntry['kind'], unknown]]
      : []),
    ...Object.entries(bureau.figures).map(
      ([metric, [numerator, denominator]]): [FrozenEntry['kind'], unknown] => [
        'figure',
        { metric, numerator, denominator },
      ],
    ),
    ...bureau.projects.map((body): [FrozenEntry['kind'], unknown] => ['project', body]),
    ...bureau.trainingDays.map((on): [FrozenEntry['kind'], unknown] => [
      'training',
      { on, subject: 'Mã độc', people: 30 },
    ]),
    ...bureau.systems.map(({ level, domestic }, index): [FrozenEntry['kind'], unknown] => [
      'information-system',
      {
        code: `HT-${index}`,
        name: `Hệ thống ${index}`,
        owner: 'UBND tỉnh',
        operator: 'Sở KH&CN',
        level,
        status: 'approved',
        approvalDecision: null,
        regulation: null,
        expectedApproval: null,
        measures: 'all',
        expectedMeasures: null,
        check: null,
        hosts: [],
        products: domestic.map((isDomestic, one) => ({ name: `SP ${one}`, isDomestic })),
      },
    ]),
  ]
  return bodies.map(([kind, body], index) => ({
    rowId: index + 1,
    entryId: `d-${bureau.id}-${index}`,
    kind,
    body,
    fromDay: '2020-01-15',
    actor: 'user x',
    evidence: null,
  }))
}
