import { z } from 'zod'
import ruleJson from '#collector/catalogue/hand-check-rule.json' with { type: 'json' }
import stepsJson from '#collector/catalogue/hand-check-steps.json' with { type: 'json' }
import type { ControlId } from '#protocol/controls.ts'
import {
  handCheckStep,
  type Agreement,
  type Finding,
  type HandCheckStep,
  type ReaderCheck,
  type Said,
  type SampledMachine,
} from '#protocol/hand-checks.ts'
import { day } from '#protocol/register.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { bilingual } from '#protocol/views.ts'
import { wilson } from './wilson.ts'

/** What a person can look at, and how. */
export const handCheckSteps: readonly HandCheckStep[] = z
  .strictObject({ rows: z.array(handCheckStep).min(1) })
  .parse(stepsJson).rows

/** On how many machines a reader has to be right before its mark is lifted, with who decided it. */
export const handCheckRule = z
  .strictObject({
    machinesMin: z.int().min(1),
    author: z.string().min(1),
    decidedOn: day,
    why: bilingual,
  })
  .parse(ruleJson)

export const checkedControls: readonly ControlId[] = handCheckSteps.map(({ control }) => control)

/** One machine of those that a sample is drawn from. */
export type Drawable = { readonly hostId: string; readonly class: HostClass }

type Draw = {
  readonly seed: string
  readonly size: number
  /** Each class has its share. */
  readonly isStratified: boolean
  /** SHA-256, in hexadecimal. */
  readonly digestOf: (text: string) => string
}

/** The list that is drawn from, one line a machine, by id. */
export function frameLines(machines: readonly Drawable[]): readonly string[] {
  return machines.map((machine) => `${machine.hostId} ${machine.class}`).toSorted()
}

/**
 * Draws without replacement: machines in the order of SHA-256 of seed, line feed and id; the first so many, or all
 * where there are fewer. Who has the seed and the list draws the same with any tool.
 */
export function drawSample(machines: readonly Drawable[], draw: Draw): readonly string[] {
  const order = new Map(
    machines.map(({ hostId }) => [hostId, draw.digestOf(`${draw.seed}\n${hostId}`)]),
  )
  const key = ({ hostId }: Drawable) => `${order.get(hostId) ?? ''} ${hostId}`
  const drawn = machines.toSorted((left, right) => (key(left) < key(right) ? -1 : 1))
  if (!draw.isStratified) return drawn.slice(0, draw.size).map(({ hostId }) => hostId)
  const places = placesOf(machines, draw.size)
  return hostClasses.flatMap((one) =>
    drawn
      .filter((machine) => machine.class === one)
      .slice(0, places[one])
      .map(({ hostId }) => hostId),
  )
}

/** How many machines of each class: by their share, the largest remainders first, and one of each at least. */
function placesOf(machines: readonly Drawable[], size: number): Record<HostClass, number> {
  const places: Record<HostClass, number> = { server: 0, workstation: 0, 'end-device': 0 }
  const wanted = Math.min(size, machines.length)
  const classes = hostClasses
    .map((one) => ({ one, count: machines.filter((machine) => machine.class === one).length }))
    .filter(({ count }) => count > 0)
  for (const { one, count } of classes) {
    const share = Math.floor((wanted * count) / machines.length)
    places[one] = Math.min(count, Math.max(1, share))
  }
  const byRemainder = classes.toSorted(
    (left, right) =>
      ((wanted * right.count) % machines.length) - ((wanted * left.count) % machines.length),
  )
  const byPlaces = () => classes.toSorted((left, right) => places[right.one] - places[left.one])
  let left = wanted - classes.reduce((sum, { one }) => sum + places[one], 0)
  for (; left < 0; left += 1) {
    const [largest] = byPlaces()
    if (largest) places[largest.one] -= 1
  }
  while (left > 0) {
    for (const { one, count } of byRemainder) {
      if (left === 0 || places[one] === count) continue
      places[one] += 1
      left -= 1
    }
  }
  return places
}

/** One cell of a sheet: what the system said, and what was found; null: nobody has entered it. */
export type Cell = {
  /** Of the machine on the sheet. */
  readonly position: number
  readonly control: ControlId
  readonly platform: SampledMachine['platform']
  readonly said: Said
  readonly found: Finding | null
}

/** How often the system said what was found. */
export function agreementOf(cells: readonly Cell[]): Agreement {
  const checked = cells.filter(({ found }) => found !== null && found !== 'could-not-check')
  const compared = checked.filter(({ said }) => said.state !== 'unknown')
  const agreed = compared.filter(isAgreed).length
  const wrong = (state: Said['state'], found: Finding) =>
    compared.filter((cell) => cell.said.state === state && cell.found === found).length
  return {
    compared: compared.length,
    agreed,
    interval: wilson(agreed, compared.length),
    falselyMet: wrong('met', 'unmet'),
    falselyUnmet: wrong('unmet', 'met'),
    systemUnknown: checked.length - compared.length,
    notChecked: cells.length - checked.length,
  }
}

const isAgreed = ({ said, found }: Cell) => said.state === found

/**
 * How the readers did behind what was compared, machine by machine: on one of them a reader is right where everything
 * that it told agrees. The mark "tạm tính" is lifted from a reader that was never wrong on as many machines as
 * `handCheckRule` asks for, `before` those of earlier checks: one machine that says otherwise keeps it.
 */
export function readerChecksOf(
  cells: readonly Cell[],
  before: ReadonlyMap<string, number> = new Map(),
): ReaderCheck[] {
  const checks = new Map<string, Map<number, boolean>>()
  for (const cell of cells) {
    const { said, found, platform, position } = cell
    if (platform !== 'linux' && platform !== 'windows') continue
    if (found === null || found === 'could-not-check' || said.state === 'unknown') continue
    for (const reader of said.readers) {
      const key = readerKeyOf({ reader, platform })
      const machines = checks.get(key) ?? new Map<number, boolean>()
      machines.set(position, (machines.get(position) ?? true) && isAgreed(cell))
      checks.set(key, machines)
    }
  }
  return [...checks].toSorted().map(([key, machines]) => {
    const [reader = '', platform] = key.split(' ')
    const compared = machines.size
    const agreed = [...machines.values()].filter(Boolean).length
    return {
      reader,
      platform: platform === 'linux' ? 'linux' : 'windows',
      compared,
      agreed,
      interval: wilson(agreed, compared),
      isLifted: agreed === compared && isEnough(compared + (before.get(key) ?? 0)),
    }
  })
}

const readerKeyOf = ({ reader, platform }: Pick<ReaderCheck, 'reader' | 'platform'>) =>
  `${reader} ${platform}`

const isEnough = (machines: number) => machines >= handCheckRule.machinesMin

type Counted = Pick<ReaderCheck, 'reader' | 'platform' | 'compared' | 'agreed'>

/**
 * Machines on which each reader was right since it was last wrong, by reader and platform; of checks, the earliest
 * first.
 */
export function rightSinceWrong(checks: readonly Counted[]): ReadonlyMap<string, number> {
  const right = new Map<string, number>()
  for (const check of checks) {
    const key = readerKeyOf(check)
    right.set(key, check.agreed === check.compared ? (right.get(key) ?? 0) + check.compared : 0)
  }
  return right
}

/** The newest check of each reader whose mark these lift, with the machines of all that speak for it. */
export function liftingChecks<Check extends Counted>(
  checks: readonly Check[],
): readonly { readonly check: Check; readonly machines: number }[] {
  const newest = new Map(checks.map((check) => [readerKeyOf(check), check]))
  const right = rightSinceWrong(checks)
  return [...newest].flatMap(([key, check]) => {
    const machines = right.get(key) ?? 0
    return isEnough(machines) ? [{ check, machines }] : []
  })
}
