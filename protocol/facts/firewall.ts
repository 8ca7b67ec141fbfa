import { z } from 'zod'
import { maybe, text } from '../values.ts'
import { dayMs, defineFacts, minuteMs } from './spec.ts'

export const firewall = defineFacts({
  id: 'firewall',
  summary: 'What the host firewall really does, from the rules that are loaded.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: 15 * minuteMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    /**
     * Decided from loaded rules: `on` where incoming packets are dropped or refused by default or by a rule.
     * An enabled unit without rules is `off`: packets pass.
     */
    state: maybe(z.enum(['on', 'off'])),
    /** What new incoming connections meet when no rule speaks of them. */
    incomingDefault: maybe(z.enum(['drop', 'reject', 'accept'])),
    /** Every front end found, whether or not its rules are loaded. */
    frontEnds: z
      .array(
        z.strictObject({
          tool: z.enum(['nftables', 'ufw', 'firewalld', 'iptables', 'windows', 'other']),
          /** The unit or setting that should load it at start. */
          isEnabled: maybe(z.boolean()),
          /** Rules on incoming packets that are in the kernel now. */
          incomingRules: maybe(z.int().min(0)),
        }),
      )
      .max(8),
    /** Windows: one per profile. Empty elsewhere. */
    profiles: z
      .array(
        z.strictObject({
          name: text(20),
          state: maybe(z.enum(['on', 'off'])),
          isByPolicy: z.boolean(),
          /** A connected network uses it now. */
          isActive: maybe(z.boolean()),
        }),
      )
      .max(3),
  }),
})
