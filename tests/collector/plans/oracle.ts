import type { HostClass } from '#protocol/values.ts'
import type { Bureau, Machine } from '#tests/builders/generated-province.ts'

/*
 * What the figures of some agencies have to be, computed anew from what was generated, by the words of the plans; it
 * shares no code with what it proves.
 */

/** Numerator and denominator. */
export type Part = readonly [number, number]

/** What an indicator has to be: worst and best case, what was declared beside it, and the verdict. */
export type Expected = {
  readonly worst: Part | null
  readonly best: Part | null
  readonly declared: Part | null
  readonly isLowerBound: boolean
  readonly verdict: string
}

/** What is asked: how strictly, and the part of the whole. */
export type Goal = readonly ['>' | '>=' | '~' | 'strive', number, number]

export const noFigure = { worst: null, best: null, declared: null, isLowerBound: false }
export const silence: Expected = { ...noFigure, verdict: 'insufficient-data' }
export const outside: Expected = { ...noFigure, verdict: 'not-applicable' }

const short = { '>': 'unmet', '>=': 'unmet', '~': 'needs-decision', strive: 'below-aspiration' }

function reaches([part, whole]: Part, [rule, some, of]: Goal): boolean {
  const difference = BigInt(part) * BigInt(of) - BigInt(some) * BigInt(whole)
  return rule === '>' ? difference > 0n : difference >= 0n
}

export function judged(worst: Part, best: Part, goal: Goal): Expected {
  if (worst[1] === 0 || best[1] === 0) return silence
  const isReached = reaches(worst, goal)
  const isOpen = isReached !== reaches(best, goal)
  const verdict = isOpen ? 'insufficient-data' : isReached ? 'met' : short[goal[0]]
  return { ...noFigure, worst, best, verdict }
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((sum, item) => sum + of(item), 0)
const present = <T>(items: readonly (T | null)[]) => items.filter((item) => item !== null)

export function added(parts: readonly Part[]): Part {
  return [sumOf(parts, ([part]) => part), sumOf(parts, ([, whole]) => whole)]
}

// machines

/** Enrolled machines that count: all but those that the register has out of use. */
const counted = (bureau: Bureau, one: HostClass) =>
  bureau.machines.filter(
    (machine) =>
      machine.class === one && (machine.register === null || machine.register.state === 'in-use'),
  )

/** Machines of the register of which no host is known: what nobody has decided about stands twice. */
function notEnrolled(bureau: Bureau, one: HostClass): number {
  const doubtful = bureau.machines.filter(
    (machine) => machine.class === one && machine.register?.by === 'name',
  )
  return doubtful.length + bureau.neverEnrolled.filter((other) => other === one).length
}

/** What the denominators of one class of an agency have to be. */
export function denominator(bureau: Bureau, one: HostClass) {
  const hosts = counted(bureau, one)
  const matched = hosts.filter(({ register }) => register && register.by !== 'name').length
  const neverEnrolled = notEnrolled(bureau, one)
  const withoutAgent = bureau.withoutAgent.filter((other) => other === one).length
  const union = hosts.length + neverEnrolled + withoutAgent
  const counting = one === 'workstation' ? bureau.countOnly : null
  const isListed =
    [...bureau.neverEnrolled, ...bureau.withoutAgent].includes(one) ||
    bureau.machines.some((machine) => machine.class === one && machine.register !== null)
  const listed = isListed ? matched + neverEnrolled + withoutAgent : null
  const isAnything = bureau.countOnly !== null || hasRegister(bureau)
  return {
    declared: counting ?? listed,
    enrolled: hosts.length,
    reporting: hosts.filter(({ reports }) => reports === 'daily').length,
    matched,
    neverEnrolled,
    unregistered: hosts.length - matched,
    withoutAgent,
    population: Math.max(union, counting ?? 0),
    isLowerBound: counting !== null || (!isListed && (hosts.length > 0 || !isAnything)),
    isUnderDeclared: (counting ?? listed ?? Infinity) < hosts.length + withoutAgent,
  }
}

const hasRegister = ({ neverEnrolled, withoutAgent, machines }: Bureau) =>
  neverEnrolled.length + withoutAgent.length > 0 || machines.some(({ register }) => register)

type Judging = (machine: Machine) => boolean | null
const isKnown =
  (judge: Judging): Judging =>
  (machine) =>
    machine.reports === 'daily' ? judge(machine) : null

export const isLicensed = isKnown(({ antivirus }) => {
  if (antivirus === 'licensed' || antivirus === 'off') return true
  return antivirus === 'none' ? false : null
})
export const isProtected = isKnown(({ antivirus }) => {
  if (antivirus === 'not-looked') return null
  return antivirus === 'licensed' || antivirus === 'free'
})
const keepsDefault = isKnown(({ password }) =>
  password === 'not-looked' ? null : password === 'empty',
)

type Share = {
  readonly classes: readonly HostClass[]
  readonly judge: Judging
  readonly goal: Goal
  /** The figure that agencies may declare beside it. */
  readonly beside: string
}

export function shareOfMachines(some: readonly Bureau[], share: Share): Expected {
  let [met, unmet, whole] = [0, 0, 0]
  for (const bureau of some) {
    for (const one of share.classes) {
      whole += denominator(bureau, one).population
      for (const machine of counted(bureau, one)) {
        if (share.judge(machine) === true) met += 1
        if (share.judge(machine) === false) unmet += 1
      }
    }
  }
  const said = declaredParts(some, share.beside)
  const isBound = (bureau: Bureau) =>
    share.classes.some((one) => denominator(bureau, one).isLowerBound)
  return {
    ...judged([met, whole], [whole - unmet, whole], share.goal),
    declared: said.length === 0 ? null : added(said),
    isLowerBound: some.some(isBound),
  }
}

const declaredParts = (some: readonly Bureau[], name: string): Part[] =>
  some.flatMap(({ figures }) => {
    const said = figures[name]
    return said && said[1] !== null ? [[said[0], said[1]] as const] : []
  })

export function computersPerOfficial(some: readonly Bureau[]): Expected {
  const parts = some.flatMap((bureau) => {
    const { staff } = bureau
    if (!staff) return []
    const { population, declared, isLowerBound } = denominator(bureau, 'workstation')
    const most = staff.officials + staff.publicEmployees
    const [own] = declaredParts([bureau], 'computers-per-official')
    const beside: Part | null = own ?? (declared === null ? null : [declared, most])
    return [{ population, few: staff.officials, most, beside, isLowerBound }]
  })
  if (parts.length === 0) return silence
  const computers = sumOf(parts, ({ population }) => population)
  const worst: Part = [computers, sumOf(parts, ({ most }) => most)]
  const best: Part = [computers, sumOf(parts, ({ few }) => few)]
  const { verdict, ...figure } = judged(worst, best, ['>=', 9, 10])
  const said = present(parts.map(({ beside }) => beside))
  // Nobody has decided whether public employees are meant; and who has not declared may decide everything.
  const isSilent = parts.length < some.length
  const isOpen = verdict === 'insufficient-data' && worst[1] > 0 && best[1] > 0
  return {
    ...figure,
    declared: said.length === 0 ? null : added(said),
    isLowerBound: parts.some(({ isLowerBound }) => isLowerBound),
    verdict: isSilent ? 'insufficient-data' : isOpen ? 'needs-decision' : verdict,
  }
}

export function defaults(some: readonly Bureau[]): Expected {
  const name = 'devices-on-default-configuration'
  let [found, open, silent] = [0, 0, 0]
  for (const bureau of some) {
    found += bureau.figures[name]?.[0] ?? 0
    if (!bureau.figures[name]) silent += 1
    for (const one of ['server', 'workstation', 'end-device'] as const) {
      const known = present(counted(bureau, one).map(keepsDefault))
      found += known.filter(Boolean).length
      open += denominator(bureau, one).population - known.length
    }
  }
  const said = some.flatMap(({ figures }) => (figures[name] ? [figures[name][0]] : []))
  const verdict = found > 0 ? 'unmet' : open + silent > 0 ? 'insufficient-data' : 'met'
  const declared: Part | null = said.length === 0 ? null : [sumOf(said, (one) => one), 1]
  return { ...noFigure, worst: [found + open, 1], best: [found, 1], declared, verdict }
}

/** Who breaks the rule against defaults: the machines by name, and agencies that declare devices. */
export function offenders(some: readonly Bureau[]): string[] {
  return some.flatMap((bureau) => {
    const hosts = (['server', 'workstation', 'end-device'] as const)
      .flatMap((one) => counted(bureau, one))
      .filter((machine) => keepsDefault(machine) === true)
    const devices = bureau.figures['devices-on-default-configuration']?.[0] ?? 0
    const names = hosts.map(({ id }) => `${bureau.id} host may-${id}`)
    return devices > 0 ? [...names, `${bureau.id} device`] : names
  })
}
