import { denominatorsOf, type AgencyDenominators, type AgencyMachines } from './denominator.ts'
import {
  matchMachines,
  type Doubt,
  type Match,
  type MatchDecision,
  type RegisterMachine,
  type SignedHost,
} from './matching.ts'

type Register = AgencyMachines & {
  readonly machines: readonly RegisterMachine[]
  readonly hosts: readonly SignedHost[]
}

/** The machines of one agency matched and counted. */
export type CountedAgency = {
  readonly matches: readonly Match[]
  readonly doubts: readonly Doubt[]
  readonly forbidden: readonly Match[]
  readonly denominators: AgencyDenominators
}

/** Matches the register of an agency with its hosts and counts them. */
export function countAgency(
  register: Omit<Register, 'matches'>,
  decisions: readonly MatchDecision[],
): CountedAgency {
  const matching = matchMachines(register.machines, register.hosts, decisions)
  const { matches } = matching
  return { ...matching, denominators: denominatorsOf({ ...register, matches }) }
}
