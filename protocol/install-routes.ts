import { z } from 'zod'
import { keepers } from './access.ts'
import { installView, packagesView, waitingDecision, waitingPage } from './install.ts'
import type { Route } from './route.ts'
import { hostId } from './values.ts'

const agency = z.object({ agency: z.string().max(40) })
const decidedMax = 500

/** Bringing agents to the computers of an agency, and letting them in. Spread into `routes`. */
export const installRoutes = {
  install: {
    method: 'GET',
    path: '/api/install/agencies/:agency',
    access: keepers,
    summary: 'How far an agency has come with its agents: declared, enrolled, waiting, its tokens.',
    params: agency,
    output: installView,
  },
  installPackages: {
    method: 'GET',
    path: '/api/install/packages',
    access: keepers,
    summary: 'The packages of the agent that lie on the collector, with their SHA-256.',
    output: packagesView,
  },
  installPackage: {
    method: 'GET',
    path: '/api/install/packages/:name',
    access: keepers,
    summary: 'A package of the agent as a file.',
    params: z.object({ name: z.string().max(100) }),
    isFile: true,
    output: z.unknown(),
  },
  agencyInstaller: {
    method: 'POST',
    path: '/api/install/agencies/:agency/msi',
    access: keepers,
    repeat: 'harmless',
    summary:
      'The Windows package with the join string of an agency inside. Its token has to be of the agency, limited to' +
      ' networks, and let machines beyond the declared count wait.',
    params: agency,
    body: z.object({ join: z.string().max(1000) }),
    isFile: true,
    output: z.unknown(),
  },
  waitingMachines: {
    method: 'GET',
    path: '/api/waiting-machines',
    access: keepers,
    summary: 'Machines beyond the declared count of their agency, which wait to be let in.',
    query: z.object({ agency: z.string().max(40).optional() }),
    output: waitingPage,
  },
  decideWaiting: {
    method: 'POST',
    path: '/api/waiting-machines/decision',
    access: keepers,
    repeat: 'answered',
    summary:
      'Let machines in that wait, or turn them away; those that no longer wait are passed over.',
    body: z.object({ hostIds: z.array(hostId).min(1).max(decidedMax), decision: waitingDecision }),
    output: z.object({ decided: z.int().min(0) }),
  },
} as const satisfies Record<string, Route>
