import { z } from 'zod'
import { checkers, everybody, readers } from './access.ts'
import { hostRegisterView } from './host-register.ts'
import { epochMs, hostId, writtenText } from './values.ts'

/** How much may be written about one host. */
export const hostNoteLimits = { characters: 1000, perHost: 200 } as const

/** What somebody wrote about a host. Nothing is ever changed: it may be retracted, and is kept as retracted. */
export const hostNote = z.object({
  id: z.string(),
  text: z.string(),
  /** The name of an account or of a token of the API. */
  by: z.string(),
  atMs: epochMs,
  retracted: z.object({ by: z.string(), atMs: epochMs }).nullable(),
  /** Whether the reader may retract it: their own, and administrators every one. */
  mayRetract: z.boolean(),
})
export type HostNote = z.infer<typeof hostNote>

/** Shown as text and nothing else, so scripts and emoji do no harm. */
const noteText = writtenText(hostNoteLimits.characters)

const params = z.object({ id: hostId })
const noted = z.object({ note: hostNote })
const asOf = z.coerce.number().pipe(epochMs).optional()

/** What people say of one host, and what the register says of it. Spread into `routes`. */
export const hostNoteRoutes = {
  hostNotes: {
    method: 'GET',
    path: '/api/hosts/:id/notes',
    access: everybody,
    summary: 'What people wrote about a host, the newest first, retracted notes among them.',
    params,
    query: z.object({ asOf }),
    output: z.object({ asOfMs: epochMs, notes: z.array(hostNote) }),
  },
  writeHostNote: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/hosts/:id/notes',
    access: checkers,
    summary: 'Write a note about a host. It cannot be changed later, only retracted.',
    params,
    body: z.object({ text: noteText }),
    output: noted,
  },
  retractHostNote: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/hosts/:id/notes/:note/retraction',
    access: checkers,
    summary: 'Say that a note no longer holds. It stays readable as retracted.',
    params: z.object({ id: hostId, note: z.string().max(40) }),
    output: noted,
  },
  hostRegister: {
    method: 'GET',
    path: '/api/hosts/:id/register',
    access: readers,
    summary: 'Which machine of the register a host is and by what that is known, or why none.',
    params,
    query: z.object({ asOf }),
    output: hostRegisterView,
  },
} as const
