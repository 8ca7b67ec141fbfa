import type { ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { unknown, type Unknown } from '#protocol/values.ts'
import type { ServiceQuestion } from '../../service-questions/index.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import type { Presence } from './reach.ts'

type Open = Pick<ServiceOpening, 'kind' | 'opens'> & {
  readonly exposure?: ServiceOpening['exposure']
  readonly place?: ServiceOpening['place']
  readonly rule?: ServiceOpening['rule']
}

/**
 * What a service answers to its question, where its configuration does not decide. A service that nobody reaches on the
 * loopback address is not asked. Without a configuration nobody knows whether it lets others in than this machine, but
 * by where it listens.
 */
export async function askedOf(
  system: System,
  { loopbackPort, reach }: Presence,
  { question, ...open }: Open & { readonly question: ServiceQuestion },
): Promise<{ openings: readonly ServiceOpening[]; unseen: Unknown | null }> {
  if (loopbackPort === null) {
    return {
      openings: [],
      unseen: unknown('not-readable', 'it answers at no port of this machine'),
    }
  }
  const answer = await system.askService(question, loopbackPort)
  if (!answer.ok) return { openings: [], unseen: unknownFrom(answer, question) }
  if (answer.value === 'guarded') return { openings: [], unseen: null }
  const { kind, opens, exposure = reach ?? 'loopback', place = null, rule = null } = open
  return {
    openings: [{ kind, opens, exposure, place, rule, decidedBy: 'question' }],
    unseen: null,
  }
}
