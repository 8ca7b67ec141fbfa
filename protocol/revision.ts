import { z } from 'zod'

/**
 * Sent with a change of something that two people may have open: the revision that the screen showed, 0 for what
 * nobody has touched yet. Where it is another by now the change is refused with CHANGED_MEANWHILE, which says who
 * changed it and when; the screen keeps what was typed and reads the newer state.
 */
export const expectedRevision = z.int().min(0)
