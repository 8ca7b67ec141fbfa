import { z } from 'zod'

/** Which page of a list is asked for, the first being 1, and how many rows it has. */
export const paging = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
}
