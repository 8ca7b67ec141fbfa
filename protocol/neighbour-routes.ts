import { z } from 'zod'
import { keepers, readers } from './access.ts'
import { makersMac } from './facts/neighbours.ts'
import { neighbourKind, neighbourPage, neighbourStanding } from './neighbours.ts'
import { paging } from './paging.ts'
import { expectedRevision } from './revision.ts'
import { writtenText } from './values.ts'

const id = z.string().max(40)

/** The filters of the list; they stand in the URL under the same names. */
export const neighbourQuery = z.object({
  agency: id.optional(),
  kind: neighbourKind.optional(),
  standing: neighbourStanding.optional(),
  /** Finds in MAC, address and maker; case and marks do not matter. */
  q: z.string().trim().max(100).optional(),
  ...paging,
})
export type NeighbourQuery = z.infer<typeof neighbourQuery>

const reason = writtenText(300)

/** What machines know of their networks, beside the register. Spread into `routes`. */
export const neighbourRoutes = {
  neighbours: {
    method: 'GET',
    path: '/api/register/neighbours',
    access: readers,
    summary:
      'Devices that machines with an agent know on declared LANs, filtered, a page at a time: those that nobody' +
      ' declared first.',
    query: neighbourQuery,
    output: neighbourPage,
  },
  ignoreNeighbour: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/neighbours/decisions',
    access: keepers,
    summary: 'Set a device aside that was seen, with a reason; null takes that back.',
    body: z.object({ agencyId: id, mac: makersMac, reason: reason.nullable(), expectedRevision }),
    output: z.object({ revision: expectedRevision }),
  },
} as const
