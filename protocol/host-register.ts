import { z } from 'zod'
import { matchView } from './register-views.ts'
import { epochMs } from './values.ts'

const count = z.int().min(0)

/** Why a host is no machine of the register. */
const unregisteredReasons = [
  /** Its agency declared no machine and no count. */
  'nothing-declared',
  /** Its agency declared how many machines it has, and lists none of them. */
  'only-counted',
  /** Machines are listed, and no sign of one agrees. */
  'no-sign-agrees',
  /** What agreed was said by somebody to be another machine. */
  'rejected',
  /** Its agency went into another that the reader may not see. */
  'not-in-scope',
] as const

/** Which machine of the register a host is, as far as it is known. */
export const hostRegisterView = z.object({
  asOfMs: epochMs,
  /** The agency in whose register the host is looked for: the one its own went into, where it ended. */
  agency: z.object({ id: z.string(), name: z.string() }),
  found: z.discriminatedUnion('state', [
    z.object({ state: z.literal('matched'), match: matchView }),
    /** A person has to say which of them it is, if any. */
    z.object({ state: z.literal('doubtful'), doubts: z.array(matchView) }),
    z.object({
      state: z.literal('none'),
      because: z.enum(unregisteredReasons),
      /** How many machines the agency lists. */
      listed: count,
    }),
  ]),
})
export type HostRegisterView = z.infer<typeof hostRegisterView>
