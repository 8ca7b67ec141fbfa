import { z } from 'zod'
import { epochMs } from './values.ts'

/** What a scorecard is asked with; it stands in the URL under the same names. */
export const overviewQuery = z.object({
  plan: z.string().max(60).optional(),
  agency: z.string().max(40).optional(),
  /** This agency and everything that stands under it. */
  under: z.string().max(40).optional(),
  /** Any past moment; without it, now. */
  asOf: z.coerce.number().pipe(epochMs).optional(),
})
