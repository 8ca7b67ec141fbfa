import { z } from 'zod'
import { everybody } from './access.ts'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

/** Screens whose views can be kept. */
const viewScreens = ['hosts'] as const
const screen = z.enum(viewScreens)
const name = z.string().trim().min(1).max(80).normalize('NFC')
const params = z.object({ id: z.string().max(40) })

export const savedView = z.object({
  id: z.string(),
  revision: expectedRevision,
  screen,
  name: z.string(),
  /** What stands after the `?` of the address, without the moment that is looked at. */
  query: z.string(),
  createdMs: epochMs,
})
export type SavedView = z.infer<typeof savedView>

/** So many each person may keep of a screen. */
export const savedViewsMax = 50

/** What each person keeps of the lists they work with; nobody sees another's. Spread into `routes`. */
export const savedViewRoutes = {
  savedViews: {
    method: 'GET',
    path: '/api/saved-views',
    access: everybody,
    isOfSession: true,
    summary: 'The views that the caller has kept of a screen.',
    query: z.object({ screen: screen.default('hosts') }),
    output: z.object({ views: z.array(savedView) }),
  },
  saveView: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/saved-views',
    access: everybody,
    isOfSession: true,
    summary: 'Keep the filters, order and columns of a list under a name.',
    body: z.object({ screen, name, query: z.string().max(2000) }),
    output: savedView,
  },
  renameView: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/saved-views/:id',
    access: everybody,
    isOfSession: true,
    summary: 'Call a view otherwise.',
    params,
    body: z.object({ name, expectedRevision }),
    output: savedView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/api/saved-views/:id',
    access: everybody,
    isOfSession: true,
    summary: 'Keep a view no longer; the answer is what it was, to keep it again.',
    params,
    output: savedView,
  },
} as const
