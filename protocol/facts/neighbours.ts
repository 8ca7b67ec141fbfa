import { z } from 'zod'
import { networkLimits } from '../networks.ts'
import { text } from '../values.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

/** How many neighbours one machine tells of; `total` says how many there were. */
export const neighboursMax = 512
/** A neighbour that was not seen for so long is not told any more. */
export const neighbourKeptDays = 7

/**
 * A MAC that a maker gave to one card, lower case with colons. One that a device made up for itself (randomised,
 * virtual) or that stands for many (multicast, broadcast) has one of the two low bits of its first byte: such a MAC
 * never leaves a machine. Source: IEEE 802, clause 8.2.2, "Universal addresses".
 */
export const makersMac = z
  .string()
  .regex(/^(?!00(:00){5}$)[0-9a-f][048c](:[0-9a-f]{2}){5}$/)
  .meta({ examples: ['44:47:cc:0a:0b:0c'] })

/** An IPv4 or IPv6 address as systems write it, lower case and without a scope. */
export const neighbourAddress = z.string().regex(/^[0-9a-f:.]{2,45}$/)

export const neighbours = defineFacts({
  id: 'neighbours',
  summary:
    'What this machine already knows of its own network, on networks that its own settings declare; nothing is sent to find it.',
  platforms: ['linux', 'windows'],
  cadenceMs: 4 * hourMs,
  validForMs: neighbourKeptDays * dayMs,
  facts: z.strictObject({
    /** What the settings of this machine declare, sorted. Nobody outside of them is told. */
    networks: z.array(text(networkLimits.charactersMax)).min(1).max(networkLimits.networksMax),
    /** Seen within `neighbourKeptDays`, sorted by MAC. When each was seen is not told, so that none comes and goes. */
    neighbours: z
      .array(
        z.strictObject({
          mac: makersMac,
          address: neighbourAddress,
          isGateway: z.boolean(),
        }),
      )
      .max(neighboursMax),
    /** Of those too that the list has no room for. */
    total: z.int().min(0).max(1_000_000),
  }),
})
