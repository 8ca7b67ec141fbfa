import type { Bureau } from '#tests/builders/generated-province.ts'
import {
  added,
  computersPerOfficial,
  defaults,
  isLicensed,
  isProtected,
  judged,
  noFigure,
  outside,
  shareOfMachines,
  silence,
  type Expected,
  type Goal,
  type Part,
} from './oracle.ts'

type Some = readonly Bureau[]
type Look = { readonly some: Some; readonly year: number }
type Line = {
  readonly of: (look: Look) => Expected
  /** Of which levels; left out: of all. */
  readonly levels?: readonly string[]
  /** The first and the last day on which it holds. */
  readonly days?: readonly [string, string]
}

/** What an indicator has to be for some agencies on a day: all that have a part in it, or one. */
export function expectedOf(id: string, bureaus: Some, day: string): Expected {
  const line = lines[id]
  if (!line) throw new Error(`nobody says what ${id} has to be`)
  const [from, until] = line.days ?? ['0', '9']
  const { levels } = line
  const isMeant = ({ level, isExcluded }: Bureau) =>
    !isExcluded && (!levels || level === null || levels.includes(level))
  const some = bureaus.filter(isMeant)
  if (some.length === 0 || day < from || until < day) return outside
  return line.of({ some, year: Number(day.slice(0, 4)) })
}

type State = boolean | null
/** A share of agencies; who has not said, or of whom nobody has said what it is, is open. */
function agencies(state: (bureau: Bureau) => State, goal: Goal, levels?: readonly string[]): Line {
  const of = ({ some }: Look) => {
    const states = some.map((one) => (levels && one.level === null ? null : state(one)))
    const met = states.filter((one) => one === true).length
    const unmet = states.filter((one) => one === false).length
    return judged([met, some.length], [some.length - unmet, some.length], goal)
  }
  return { of, ...(levels && { levels }) }
}

const does = (figure: string) => (bureau: Bureau) => {
  const said = bureau.figures[figure]
  if (!said) return null
  return said[0] > 0 && (said[1] === null || said[0] >= said[1])
}

/** A share of what was declared: where everybody has to, it is open while one has not. */
function pooled(parts: readonly (Part | null)[], goal: Goal, isForAll = true): Expected {
  const said = parts.filter((part) => part !== null)
  if (said.length === 0) return silence
  const sum = added(said)
  const isShort = goal[1] === goal[2] && sum[0] < sum[1]
  const figure = judged(sum, sum, goal)
  const isOpen = isForAll && said.length < parts.length && !isShort
  return isOpen ? { ...figure, verdict: 'insufficient-data' } : figure
}

const figure = ({ figures }: Bureau, name: string): Part | null => {
  const said = figures[name]
  return said && said[1] !== null ? [said[0], said[1]] : null
}
const declared = (name: string, goal: Goal, isForAll = true): Line => ({
  of: ({ some }) =>
    pooled(
      some.map((one) => figure(one, name)),
      goal,
      isForAll,
    ),
})

/** A number that anybody may declare. */
const sumOfDeclared = (name: string, least: number): Line => ({
  of({ some }) {
    const said = some.flatMap(({ figures }) => figures[name]?.[0] ?? [])
    if (said.length === 0) return silence
    const sum = said.reduce((total, one) => total + one, 0)
    return { ...count(sum), verdict: sum >= least ? 'met' : 'unmet' }
  },
})
const count = (sum: number) => ({ ...noFigure, worst: [sum, 1] as Part, best: [sum, 1] as Part })

/** Every agency by itself has to do it once. */
const eachOnce = (times: (bureau: Bureau, year: number) => number | null): Line => ({
  of({ some, year }) {
    const held = some.map((bureau) => times(bureau, year))
    if (held.every((one) => one === null)) return silence
    const verdict = held.includes(0) ? 'unmet' : held.includes(null) ? 'insufficient-data' : 'met'
    return { ...count(held.reduce<number>((sum, one) => sum + (one ?? 0), 0)), verdict }
  },
})

function planBudget({ some, year }: Look, years: number): Expected {
  const parts = some.map((bureau) => {
    const told = Array.from({ length: years }, (_, into) =>
      figure(bureau, `it-plan-budget.${year - into}`),
    )
    return told.includes(null) ? null : added(told.filter((one) => one !== null))
  })
  return pooled(parts, ['>=', 10, 100])
}

function projects({ some }: Look): Expected {
  const parts = some.map((bureau): Part | null =>
    bureau.projects.length === 0
      ? null
      : [bureau.projects.filter((one) => one.hasSecurityComponent).length, bureau.projects.length],
  )
  return pooled(parts, ['>=', 1, 1])
}

/** Only the dispatch of 2019 lets an investor be exempt. */
const investment = (goal: Goal, areExemptionsHeard: boolean) => (look: Look) => {
  const parts = look.some.map((bureau): Part | null => {
    const ofYear = bureau.projects.filter(({ year }) => year === look.year)
    if (ofYear.length === 0) return null
    const asked = ofYear.filter(({ exemption }) => !areExemptionsHeard || exemption === null)
    return added(asked.map(({ securityVnd, fundingVnd }): Part => [securityVnd, fundingVnd]))
  })
  return pooled(parts, goal)
}

function domestic({ some }: Look): Expected {
  let [met, unmet, unknown] = [0, 0, 0]
  for (const { systems } of some) {
    for (const { level, domestic: makers } of systems) {
      if (level < 3) continue
      if (makers.includes(false)) unmet += 1
      else if (makers.length === 0 || makers.includes(null)) unknown += 1
      else met += 1
    }
  }
  const whole = met + unmet + unknown
  const found = judged([met, whole], [met + unknown, whole], ['strive', 1, 1])
  const isOpen = some.some(({ systems }) => systems.length === 0) && unmet === 0
  return isOpen ? { ...found, verdict: 'insufficient-data' } : found
}

const computers = ['server', 'workstation'] as const
const all = [...computers, 'end-device'] as const
const upperLevels = ['tỉnh', 'huyện']
const until2026 = ['0', '2026-06-30'] as const

/** Of every indicator of every plan what it has to be, by its id. */
const lines: Record<string, Line> = {
  'qn2458.i01': { of: ({ some }) => computersPerOfficial(some) },
  'qn2458.i02': agencies(
    ({ lans }) => (lans.length === 0 ? null : lans.some(({ broadband }) => broadband)),
    ['>=', 1, 1],
  ),
  'qn2458.i03': {
    of: ({ some }) =>
      pooled(
        some.map(({ lans }) =>
          lans.length === 0 ? null : [lans.filter(({ firewall }) => firewall).length, lans.length],
        ),
        ['~', 70, 100],
      ),
  },
  'qn2458.i04': {
    of: ({ some }) =>
      shareOfMachines(some, {
        classes: computers,
        judge: isLicensed,
        goal: ['>', 90, 100],
        beside: 'computers-with-licensed-antivirus',
      }),
  },
  'qn2458.i05': agencies(
    ({ officer }) => officer && officer.isAssigned && officer.isTrained,
    ['strive', 90, 100],
  ),
  'qn2458.i06': agencies(does('digital-signing'), ['>=', 1, 1], upperLevels),
  'qn2458.i07': agencies(does('digital-signing'), ['>=', 20, 100], ['xã']),
  'qn2458.i08': agencies(does('document-management'), ['>=', 1, 1], upperLevels),
  'qn2458.i09': agencies(does('one-stop-shop'), ['>=', 70, 100], ['huyện']),
  'qn2458.i10': agencies(does('one-stop-shop'), ['>=', 20, 100], ['xã']),
  'qn2458.i11': declared('electronic-submissions', ['>=', 80, 100]),
  'qn2458.i12': declared('electronic-exchange', ['>=', 70, 100]),
  'qn2458.i13': declared('public-services-level-2', ['>=', 1, 1], false),
  'qn2458.i14': declared('public-services-level-3', ['>=', 70, 100], false),
  'qn2458.i15': sumOfDeclared('public-services-level-4', 10),
  'qn2458.i16': sumOfDeclared('online-meetings', 10),
  'qn2458.i17': agencies(does('website-information'), ['>=', 1, 1]),
  'qn2458.i18': declared('dossiers-online', ['>', 30, 100]),
  'qn2458.i19': declared('tax-returns-online', ['>=', 98, 100], false),
  'qn2458.i20': declared('tax-payments-online', ['>=', 98, 100], false),
  'qn2458.i21': declared('social-insurance-online', ['>=', 70, 100], false),
  'qn2458.i22': declared('communes-connected', ['>=', 30, 100], false),
  'qn2458.i23': sumOfDeclared('databases-in-data-centre', 1),
  'qn2458.i24': sumOfDeclared('security-solutions', 1),
  'tq1670.i01': {
    of: ({ some }) =>
      shareOfMachines(some, {
        classes: all,
        judge: isProtected,
        goal: ['>=', 1, 1],
        beside: 'protected-machines',
      }),
  },
  'tq1670.i02': { of: ({ some }) => defaults(some) },
  'tq1670.i03': declared('devices-reviewed', ['>=', 1, 1]),
  'tq1670.i04': { of: projects },
  'tq1670.i05': eachOnce(({ trainingDays }, year) =>
    trainingDays.length === 0
      ? null
      : trainingDays.filter((day) => day.startsWith(`${year}-`)).length,
  ),
  'tq1670.i06': eachOnce(({ figures }) => figures['digitally-signed-documents']?.[0] ?? null),
  'qn20190702.i01': { of: (look) => planBudget(look, 1), days: until2026 },
  'qn20190702.i02': {
    of: (look) => planBudget(look, ((look.year - 2016) % 5) + 1),
    days: until2026,
  },
  'qn20190702.i03': { of: investment(['>=', 10, 100], true), days: until2026 },
  'qn20190702.i04': { of: domestic },
  'law116-2025.i01': { of: investment(['>=', 15, 100], false), days: ['2026-07-01', '9'] },
}
/** Every indicator that is told of. */
export const expectedIds = Object.keys(lines)
