import { z } from 'zod'
import { overseers, province, readers } from './access.ts'
import { handCheckRoutes } from './hand-check-routes.ts'
import { mondayAgency, mondayHead } from './monday.ts'
import { obligationRoutes } from './obligation-routes.ts'
import { signedShare } from './sharing.ts'
import { period } from './snapshots.ts'

const plan = z.string().max(60).optional()

/** Obligations, checks by hand, Monday's sheets and what is shared upward. Spread into `routes`. */
export const dutyRoutes = {
  ...obligationRoutes,
  ...handCheckRoutes,
  mondayHead: {
    method: 'GET',
    path: '/api/monday',
    access: overseers,
    summary:
      'One page for the head: what changed since it was last signed, who is late, what is open. Null while nothing is frozen.',
    query: z.object({ plan }),
    output: z.object({ sheet: mondayHead.nullable() }),
  },
  mondayAgency: {
    method: 'GET',
    path: '/api/monday/:agency',
    access: readers,
    summary:
      'One page for an agency: ten machines first, with cause, remedy and gain. Null while nothing is frozen.',
    params: z.object({ agency: z.string().max(40) }),
    query: z.object({
      plan,
      /** Every machine that could be put right, and not the first ten alone. */
      all: z.enum(['yes', 'no']).default('no'),
    }),
    output: z.object({ sheet: mondayAgency.nullable() }),
  },
  share: {
    method: 'GET',
    path: '/api/share/:period',
    access: province,
    summary: 'The state of protection against malware of a period, signed, without personal data.',
    params: z.object({ period }),
    query: z.object({ plan }),
    output: signedShare,
  },
} as const
