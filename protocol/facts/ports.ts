import { z } from 'zod'
import { limits } from '../limits.ts'
import { maybe, text } from '../values.ts'
import { defineFacts, hourMs, minuteMs } from './spec.ts'

/** How far a listener can be reached, from the address it is bound to alone; the firewall is another fact. */
export const exposure = z.enum(['loopback', 'link-local', 'lan', 'any', 'public'])
export type Exposure = z.infer<typeof exposure>

export const listener = z.strictObject({
  transport: z.enum(['tcp', 'udp']),
  address: text(60),
  port: z.int().min(1).max(65_535),
  exposure,
  /** Name of the program. Null: the kernel itself listens. Never a pid. */
  program: maybe(text(60).nullable()),
  /** Windows: the services of the process that holds it, `,` between them; null: it holds none, or not Windows. */
  service: maybe(text(120).nullable()),
})
export type Listener = z.infer<typeof listener>

export const ports = defineFacts({
  id: 'ports',
  summary: 'Which TCP and UDP ports listen, how far they reach, and which program holds them.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: 15 * minuteMs,
  validForMs: 24 * hourMs,
  facts: z.strictObject({
    /** Sorted by transport, port, address. UDP ports of the ephemeral range are client sockets and left out. */
    listeners: z.array(listener).max(limits.listenersMax),
    /** How many there are, when there are more than the list holds. */
    listenersTotal: z.int().min(0),
  }),
})
