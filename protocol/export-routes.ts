import { z } from 'zod'
import { everybody, readers } from './access.ts'
import { hostQuery } from './host-query.ts'
import { day } from './register.ts'
import { entryQuery, machineQuery, matchQuery } from './register-routes.ts'
import { remedyId } from './remedies.ts'
import { epochMs } from './values.ts'
import { workFilters } from './work-routes.ts'

export const fileFormats = ['csv', 'xlsx'] as const

/** What an export asks beside the query of its table. */
export const fileQuery = {
  format: z.enum(fileFormats).default('csv'),
  /** Ids of columns with commas between them, in their order; without it, all. */
  columns: z
    .string()
    .regex(/^[A-Za-z0-9,-]+$/)
    .meta({ examples: ['hostname,agency'] })
    .max(500)
    .optional(),
  language: z.enum(['vi', 'en']).default('vi'),
}

/** What every table as a file has in common. */
export const asFile = { method: 'GET', isFile: true, output: z.unknown() } as const
const unpaged = { page: true, pageSize: true } as const
const asOf = z.coerce.number().pipe(epochMs).optional()
const id = z.string().max(60)

/** Each is the query of its table, all pages, as a file. Spread into `routes`. */
export const exportRoutes = {
  exportHosts: {
    ...asFile,
    path: '/api/hosts/export',
    access: everybody,
    summary: 'The list of hosts as a file: the same filters, sort and columns, all pages.',
    query: hostQuery.omit(unpaged).extend(fileQuery),
  },
  exportEntries: {
    ...asFile,
    path: '/api/register/entries/export',
    access: readers,
    summary: 'What is declared of one kind as a file.',
    query: entryQuery.omit(unpaged).extend(fileQuery),
  },
  exportMachines: {
    ...asFile,
    path: '/api/register/machines/export',
    access: readers,
    summary: 'The machines behind a denominator as a file.',
    query: machineQuery.omit(unpaged).extend(fileQuery),
  },
  exportMatches: {
    ...asFile,
    path: '/api/register/matches/export',
    access: readers,
    summary: 'Machines of the register beside hosts as a file.',
    query: matchQuery.omit({ after: true, pageSize: true }).extend(fileQuery),
  },
  exportWork: {
    ...asFile,
    path: '/api/work/export',
    access: everybody,
    summary:
      'What is to be done, of one remedy or of all, with evidence, owner and due date, as a file.',
    query: z.object({ ...workFilters.shape, remedy: remedyId.optional(), ...fileQuery }),
  },
  exportAgents: {
    ...asFile,
    path: '/api/agent-costs/export',
    access: readers,
    summary: 'The versions of agents that run as a file.',
    query: z.object(fileQuery),
  },
  exportProducts: {
    ...asFile,
    path: '/api/products/export',
    access: readers,
    summary: 'The antivirus names that no catalogue has as a file.',
    query: z.object(fileQuery),
  },
  exportIndicatorAgencies: {
    ...asFile,
    path: '/api/plans/:id/indicators/:indicator/agencies/export',
    access: readers,
    summary: 'Every agency against the target of an indicator as a file, the worst first.',
    params: z.object({ id, indicator: id }),
    query: z.object({ asOf, ...fileQuery }),
  },
  exportOffenders: {
    ...asFile,
    path: '/api/plans/:id/indicators/:indicator/offenders/export',
    access: readers,
    summary: 'What breaks the prohibition of an indicator, one by one, as a file.',
    params: z.object({ id, indicator: id }),
    query: z.object({ asOf, ...fileQuery }),
  },
  exportSnapshot: {
    ...asFile,
    path: '/api/snapshots/:id/export',
    access: readers,
    summary: 'The scorecard of a snapshot, of the province or of one agency, as a file.',
    params: z.object({ id }),
    query: z.object({ agency: id.optional(), ...fileQuery }),
  },
  exportObligations: {
    ...asFile,
    path: '/api/obligations/export',
    access: readers,
    summary: 'What falls due between two days as a file.',
    query: z.object({ from: day.optional(), until: day.optional(), ...fileQuery }),
  },
} as const
