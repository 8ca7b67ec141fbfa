import type { HostClass } from '#protocol/values.ts'
import { generateProvince, type Bureau, type Machine } from '#tests/builders/generated-province.ts'

/*
 * What the scorecard of a generated province has to say, computed anew from what was generated, by the words of the
 * plans; it shares no code with what it proves.
 */

const cutOffDay = '2021-12-31'
export const cutOffMs = Date.parse(`${cutOffDay}T16:59:59.999Z`)

export const bureaus = generateProvince(120, 15_000)
const inPlan = bureaus.filter(({ isExcluded }) => !isExcluded)

/** What an indicator has to be: worst and best case, and the verdict. Null: nothing to compute from. */
type Expected = {
  worst: [number, number] | null
  best: [number, number] | null
  verdict: string
}
/** What is asked: how strictly, and the part of the whole. */
type Goal = readonly ['>' | '>=' | '~' | 'strive', number, number]

function judged(worst: [number, number], best: [number, number], goal: Goal): Expected {
  const [rule, some, of] = goal
  const reach = ([part, whole]: [number, number]) => {
    const difference = BigInt(part) * BigInt(of) - BigInt(some) * BigInt(whole)
    return rule === '>' ? difference > 0n : difference >= 0n
  }
  const short = {
    '>': 'unmet',
    '>=': 'unmet',
    '~': 'needs-decision',
    strive: 'below-aspiration',
  }
  if (worst[1] === 0) return { worst: null, best: null, verdict: 'insufficient-data' }
  if (reach(worst) !== reach(best)) return { worst, best, verdict: 'insufficient-data' }
  return { worst, best, verdict: reach(worst) ? 'met' : short[rule] }
}

// machines

/** Enrolled machines that count: all but those in store, where the register lists machines. */
const counted = (bureau: Bureau, one: HostClass) =>
  bureau.machines.filter(
    (machine) =>
      machine.class === one && (bureau.countOnly !== null || machine.register !== 'in-store'),
  )

function population(bureau: Bureau, one: HostClass): number {
  const enrolled = counted(bureau, one).length
  if (bureau.countOnly === null) {
    return enrolled + bureau.neverEnrolled.filter((other) => other === one).length
  }
  return one === 'workstation' ? Math.max(enrolled, bureau.countOnly) : enrolled
}

type Judging = (machine: Machine) => boolean | null
const isKnown =
  (judge: Judging): Judging =>
  (machine) =>
    machine.isSilent ? null : judge(machine)

const licensed = isKnown(({ antivirus }) => {
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

export function shareOfMachines(classes: HostClass[], judge: Judging, goal: Goal): Expected {
  let [met, unmet, whole] = [0, 0, 0]
  for (const bureau of inPlan) {
    for (const one of classes) {
      whole += population(bureau, one)
      for (const machine of counted(bureau, one)) {
        if (judge(machine) === true) met += 1
        if (judge(machine) === false) unmet += 1
      }
    }
  }
  return judged([met, whole], [whole - unmet, whole], goal)
}

// declarations

type State = boolean | null
function shareOfAgencies(some: Bureau[], state: (bureau: Bureau) => State, goal: Goal): Expected {
  const states = some.map((bureau) =>
    bureau.level === null && some !== inPlan ? null : state(bureau),
  )
  const met = states.filter((one) => one === true).length
  const unmet = states.filter((one) => one === false).length
  return judged([met, some.length], [some.length - unmet, some.length], goal)
}

const ofLevels = (...levels: string[]) =>
  inPlan.filter(({ level }) => level === null || levels.includes(level))
const does = (figure: string) => (bureau: Bureau) => {
  const said = bureau.figures[figure]
  if (!said) return null
  return said[0] > 0 && (said[1] === null || said[0] >= said[1])
}

/** A share of what everybody has to declare: open while one has not. */
function shareOfDeclared(
  parts: ([number, number] | null)[],
  goal: Goal,
  isForAll = true,
): Expected {
  const said = parts.filter((part) => part !== null)
  const sum: [number, number] = [0, 0]
  for (const [part, whole] of said) {
    sum[0] += part
    sum[1] += whole
  }
  if (said.length === 0) return { worst: null, best: null, verdict: 'insufficient-data' }
  const isShort = goal[1] === goal[2] && sum[0] < sum[1]
  if (isForAll && said.length < parts.length && !isShort) {
    return { worst: sum, best: sum, verdict: 'insufficient-data' }
  }
  return judged(sum, sum, goal)
}
const declared = (figure: string) =>
  inPlan.map(({ figures }): [number, number] | null => {
    const said = figures[figure]
    return said && said[1] !== null ? [said[0], said[1]] : null
  })

function officials(): Expected {
  const sum = (of: (bureau: Bureau) => number) =>
    inPlan.filter(({ staff }) => staff).reduce((total, bureau) => total + of(bureau), 0)
  const computers = sum((bureau) => population(bureau, 'workstation'))
  const few = sum(({ staff }) => staff?.officials ?? 0)
  const many = sum(({ staff }) => (staff?.officials ?? 0) + (staff?.publicEmployees ?? 0))
  // Somebody has not declared, so that nothing is decided.
  return { worst: [computers, many], best: [computers, few], verdict: 'insufficient-data' }
}

function defaults(): Expected {
  let [found, open, silent] = [0, 0, 0]
  for (const bureau of inPlan) {
    const devices = bureau.figures['devices-on-default-configuration']
    found += devices?.[0] ?? 0
    if (!devices) silent += 1
    for (const one of ['server', 'workstation', 'end-device'] as const) {
      const known = counted(bureau, one)
        .map(keepsDefault)
        .filter((state) => state !== null)
      found += known.filter(Boolean).length
      open += population(bureau, one) - known.length
    }
  }
  const verdict = found > 0 ? 'unmet' : open + silent > 0 ? 'insufficient-data' : 'met'
  return { worst: [found + open, 1], best: [found, 1], verdict }
}

function projects(): Expected {
  const parts = inPlan.map((bureau): [number, number] | null =>
    bureau.projects.length === 0
      ? null
      : [bureau.projects.filter((one) => one.hasSecurityComponent).length, bureau.projects.length],
  )
  return shareOfDeclared(parts, ['>=', 1, 1])
}

function trainings(): Expected {
  const held = inPlan.map(({ trainingDays }) =>
    trainingDays.length === 0 ? null : trainingDays.filter((day) => day.startsWith('2021')).length,
  )
  const sum = held.reduce<number>((total, one) => total + (one ?? 0), 0)
  const verdict = held.includes(0) ? 'unmet' : held.includes(null) ? 'insufficient-data' : 'met'
  return { worst: [sum, 1], best: [sum, 1], verdict }
}

function investment(): Expected {
  const parts = inPlan.map((bureau): [number, number] | null => {
    const ofYear = bureau.projects.filter(({ year }) => year === 2021)
    if (ofYear.length === 0) return null
    const asked = ofYear.filter(({ exemption }) => exemption === null)
    return [
      asked.reduce((sum, one) => sum + one.securityVnd, 0),
      asked.reduce((sum, one) => sum + one.fundingVnd, 0),
    ]
  })
  return shareOfDeclared(parts, ['>=', 10, 100])
}

function domestic(): Expected {
  let [met, unmet, unknown] = [0, 0, 0]
  let isOpen = false
  for (const { systems } of inPlan) {
    if (systems.length === 0) isOpen = true
    for (const { level, domestic: makers } of systems) {
      if (level < 3) continue
      if (makers.includes(false)) unmet += 1
      else if (makers.length === 0 || makers.includes(null)) unknown += 1
      else met += 1
    }
  }
  const whole = met + unmet + unknown
  const verdict = unmet > 0 ? 'below-aspiration' : isOpen ? 'insufficient-data' : 'met'
  return { worst: [met, whole], best: [met + unknown, whole], verdict }
}

const all = ['server', 'workstation', 'end-device'] as const
const nothing: Expected = { worst: null, best: null, verdict: 'not-applicable' }
const silence: Expected = { worst: null, best: null, verdict: 'insufficient-data' }

/** The figures of every indicator of every plan, by its id. */
export const expected: Record<string, () => Expected> = {
  'qn2458.i01': officials,
  'qn2458.i02': () =>
    shareOfAgencies(
      inPlan,
      ({ lans }) => (lans.length === 0 ? null : lans.some(({ broadband }) => broadband)),
      ['>=', 1, 1],
    ),
  'qn2458.i03': () =>
    shareOfDeclared(
      inPlan.map(({ lans }) =>
        lans.length === 0 ? null : [lans.filter(({ firewall }) => firewall).length, lans.length],
      ),
      ['~', 70, 100],
    ),
  'qn2458.i04': () => shareOfMachines(['server', 'workstation'], licensed, ['>', 90, 100]),
  'qn2458.i05': () =>
    shareOfAgencies(inPlan, ({ officer }) => officer && officer.isAssigned && officer.isTrained, [
      'strive',
      90,
      100,
    ]),
  'qn2458.i06': () =>
    shareOfAgencies(ofLevels('tỉnh', 'huyện'), does('digital-signing'), ['>=', 1, 1]),
  'qn2458.i07': () => shareOfAgencies(ofLevels('xã'), does('digital-signing'), ['>=', 20, 100]),
  'qn2458.i08': () =>
    shareOfAgencies(ofLevels('tỉnh', 'huyện'), does('document-management'), ['>=', 1, 1]),
  'qn2458.i09': () => shareOfAgencies(ofLevels('huyện'), does('one-stop-shop'), ['>=', 70, 100]),
  'qn2458.i10': () => shareOfAgencies(ofLevels('xã'), does('one-stop-shop'), ['>=', 20, 100]),
  'qn2458.i11': () => shareOfDeclared(declared('electronic-submissions'), ['>=', 80, 100]),
  'qn2458.i12': () => shareOfDeclared(declared('electronic-exchange'), ['>=', 70, 100]),
  'qn2458.i13': () => shareOfDeclared(declared('public-services-level-2'), ['>=', 1, 1], false),
  'qn2458.i14': () => shareOfDeclared(declared('public-services-level-3'), ['>=', 70, 100], false),
  'qn2458.i15': () => silence,
  'qn2458.i16': () => ({ worst: [11, 1], best: [11, 1], verdict: 'met' }),
  'qn2458.i17': () => shareOfAgencies(inPlan, does('website-information'), ['>=', 1, 1]),
  'qn2458.i18': () => shareOfDeclared(declared('dossiers-online'), ['>', 30, 100]),
  'qn2458.i19': () => shareOfDeclared(declared('tax-returns-online'), ['>=', 98, 100], false),
  'qn2458.i20': () => silence,
  'qn2458.i21': () => silence,
  'qn2458.i22': () => silence,
  'tq1670.i01': () => shareOfMachines([...all], isProtected, ['>=', 1, 1]),
  'tq1670.i02': defaults,
  'tq1670.i03': () => shareOfDeclared(declared('devices-reviewed'), ['>=', 1, 1]),
  'tq1670.i04': projects,
  'tq1670.i05': trainings,
  'tq1670.i06': () => silence,
  'qn20190702.i01': () => shareOfDeclared(declared('it-plan-budget.2021'), ['>=', 10, 100]),
  'qn20190702.i02': () => shareOfDeclared(declared('it-plan-budget.2021'), ['>=', 10, 100]),
  'qn20190702.i03': investment,
  'qn20190702.i04': domestic,
  'law116-2025.i01': () => nothing,
}
