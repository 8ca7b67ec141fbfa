import { z } from 'zod'
import { province, readers } from './access.ts'
import { controlId } from './controls.ts'
import {
  finding,
  handCheckResult,
  handCheckStep,
  handCheckView,
  sampledMachine,
} from './hand-checks.ts'
import { day } from './register.ts'

const params = z.object({ id: z.string().max(40) })
const words = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')

/** Checks by hand: what the system says against what stands there. Spread into `routes`. */
export const handCheckRoutes = {
  handChecks: {
    method: 'GET',
    path: '/api/hand-checks',
    access: readers,
    summary: 'All checks by hand, the newest first.',
    output: z.object({ checks: z.array(handCheckView) }),
  },
  drawHandCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/hand-checks',
    access: province,
    summary: 'Draw a random sample of 30 machines, and keep what the system says of them now.',
    body: z.object({
      /** Null: of the whole province. */
      agencyId: z.string().max(40).nullable(),
      isStratified: z.boolean().default(false),
    }),
    output: handCheckView,
  },
  handCheckSheet: {
    method: 'GET',
    path: '/api/hand-checks/:id/sheet',
    access: readers,
    summary: 'The sheet to print: what to look at, and nothing of what the system says.',
    params,
    output: z.object({
      check: handCheckView,
      machines: z.array(sampledMachine),
      steps: z.array(handCheckStep),
    }),
  },
  handCheck: {
    method: 'GET',
    path: '/api/hand-checks/:id',
    access: readers,
    summary: 'What was found so far beside what the system said, with the agreement.',
    params,
    output: handCheckResult,
  },
  handCheckFrame: {
    method: 'GET',
    path: '/api/hand-checks/:id/frame',
    access: readers,
    summary: 'The list that the sample was drawn from, so that anybody can draw it again.',
    params,
    output: z.object({ seed: z.string(), isStratified: z.boolean(), lines: z.array(z.string()) }),
  },
  recordFindings: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/hand-checks/:id/findings',
    access: province,
    summary: 'Enter what was found; a second entry for the same cell corrects the first.',
    params,
    body: z.object({
      findings: z
        .array(
          z.object({
            position: z.int().min(1).max(1_000),
            control: controlId,
            found: finding,
            note: words(500).nullable().default(null),
          }),
        )
        .min(1)
        .max(1_000),
    }),
    output: z.object({ recorded: z.int().min(1) }),
  },
  finishHandCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/hand-checks/:id/finish',
    access: province,
    summary: 'Close a check; readers that agreed everywhere are no longer provisional.',
    params,
    body: z.object({ checkedBy: words(200), checkedOn: day }),
    output: handCheckResult,
  },
} as const
