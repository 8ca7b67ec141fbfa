import { z } from 'zod'
import { overseers } from './access.ts'
import type { Route } from './route.ts'
import { systemHealthView } from './system.ts'

/** How the collector itself fares. Spread into `routes`. */
export const systemRoutes = {
  metrics: {
    method: 'GET',
    path: '/api/metrics',
    access: overseers,
    summary: 'Counts and times of the collector in the text format of Prometheus.',
    output: z.unknown(),
    isFile: true,
    fileType: 'text/plain; version=0.0.4; charset=utf-8',
  },
  systemHealth: {
    method: 'GET',
    path: '/api/system',
    access: overseers,
    summary: 'How the collector fares: what is wrong first, then its database, disk and jobs.',
    output: systemHealthView,
  },
} as const satisfies Record<string, Route>
