import { z } from 'zod'

/** What a new installation needs before its figures can be reported, in this order. */
export const firstSteps = [
  'administrator-secured',
  'issuer-named',
  'agencies-entered',
  'targets-set',
  'token-made',
  'machine-reported',
  'report-made',
] as const

/** The state of the checklist; each step is told from what is there, nobody ticks it. */
export const firstRunView = z.object({
  steps: z.array(
    z.object({
      id: z.enum(firstSteps),
      isDone: z.boolean(),
      /** How many of what the step asks for there are: agencies, machines… */
      count: z.int().min(0),
    }),
  ),
  /** An administrator has put the checklist away. */
  isDismissed: z.boolean(),
})
export type FirstRunView = z.infer<typeof firstRunView>
export type FirstStepId = (typeof firstSteps)[number]
