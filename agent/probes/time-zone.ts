import type { System } from '../system.ts'
import { readOptional } from './answers.ts'

/** The zone in which this machine writes local times. Source: localtime(5); no link means UTC. */
export async function readTimeZone(system: System): Promise<string> {
  const link = await system.readLink('/etc/localtime')
  const linked = link.ok ? /zoneinfo\/(.+)$/.exec(link.value)?.[1] : undefined
  if (linked !== undefined) return linked
  const named = await readOptional(system, '/etc/timezone')
  return named.ok && named.value !== null ? named.value : 'UTC'
}

/** `2026-11-22 04:52:34` of a zone as epoch milliseconds; null: the zone or the time is none. */
export function toEpochMs(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}Z`)
  if (Number.isNaN(asUtc)) return null
  if (/^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal)$/.test(zone)) return asUtc
  try {
    const offset = offsetMs(asUtc, zone)
    // Near a change of the clock the first guess may lie on its other side.
    return asUtc - offsetMs(asUtc - offset, zone)
  } catch {
    return null
  }
}

function offsetMs(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(atMs / 1000) * 1000
}
