import type { Exposure } from '#protocol/facts/ports.ts'
import {
  openingsMax,
  type ServiceDefault,
  type ServiceOpening,
  type ServiceProduct,
} from '#protocol/facts/service-defaults.ts'
import { unknown, type Maybe, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { brief } from '../text.ts'
import type { ConfigLine } from './config-lines.ts'
import type { Presence, Running } from './reach.ts'

/** Looks at one product; an empty list: it is not on this machine. */
export type ServiceReader = (system: System, running: Running) => Promise<readonly ServiceDefault[]>

type Found = Pick<ServiceOpening, 'kind' | 'opens'> & {
  readonly exposure: Maybe<Exposure>
  readonly at: ServiceOpening['place']
  readonly rule?: string
}

/** An opening that the configuration says. */
export function openingOf({ kind, opens, exposure, at, rule }: Found): ServiceOpening {
  const place = at && { file: brief(at.file, 160), line: at.line }
  return { kind, opens, exposure, place, decidedBy: 'configuration', rule: rule ?? null }
}

/** Where a line stands. */
export function at({ file, number }: ConfigLine): ServiceOpening['place'] {
  return { file, line: number }
}

/** One service as the facts tell it; alike openings once, by the first place that says so. */
export function serviceOf(
  product: ServiceProduct,
  { isRunning }: Pick<Presence, 'isRunning'>,
  found: { openings: readonly ServiceOpening[]; unseen: Unknown | null },
): ServiceDefault {
  const once = new Map<string, ServiceOpening>()
  for (const each of found.openings) {
    const key = JSON.stringify([each.kind, each.opens, each.exposure, each.rule])
    if (!once.has(key)) once.set(key, each)
  }
  const openings = [...once.values()].slice(0, openingsMax)
  return { product, isRunning, openings, unseen: found.unseen }
}

/** A service that runs although nobody knows by which configuration. */
export function withoutConfig(product: ServiceProduct, presence: Presence): ServiceDefault[] {
  if (presence.isRunning !== true) return []
  const unseen = unknown('not-readable', 'no configuration in the usual places')
  return [serviceOf(product, presence, { openings: [], unseen })]
}
