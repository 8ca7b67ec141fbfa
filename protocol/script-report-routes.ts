import { z } from 'zod'
import { keepers } from './access.ts'
import type { Route } from './route.ts'
import { scriptReportLimits } from './script-reports.ts'
import { hostId } from './values.ts'

/** Reports of machines that no agent runs on. Spread into `routes`. */
export const scriptReportRoutes = {
  postScriptReport: {
    method: 'POST',
    path: '/api/script-reports',
    access: 'public',
    repeat: 'harmless',
    summary:
      'A machine posts its own report. Let in is who signed with a known key, or brings an enrolment token that holds.',
    takesBytesMax: scriptReportLimits.bytesMax,
    output: z.object({ hostId, outcome: z.enum(['stored', 'duplicate']) }),
  },
  carryScriptReport: {
    method: 'POST',
    path: '/api/script-reports/carried',
    access: keepers,
    repeat: 'answered',
    summary: 'Hand in the report of a machine that was carried here as a file.',
    takesBytesMax: scriptReportLimits.bytesMax,
    output: z.object({ hostId, hostname: z.string(), madeMs: z.int() }),
  },
} as const satisfies Record<string, Route>
