import { z } from 'zod'
import { administrators } from './access.ts'
import { firstRunView } from './first-run.ts'
import type { Route } from './route.ts'

/** The checklist of a new installation. Spread into `routes`. */
export const firstRunRoutes = {
  firstRun: {
    method: 'GET',
    path: '/api/first-run',
    access: administrators,
    summary: 'What a new installation still needs, as told from what is there.',
    output: firstRunView,
  },
  dismissFirstRun: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/first-run',
    access: administrators,
    summary: 'Put the checklist away, or ask for it again.',
    body: z.object({ isDismissed: z.boolean() }),
    output: firstRunView,
  },
} as const satisfies Record<string, Route>
