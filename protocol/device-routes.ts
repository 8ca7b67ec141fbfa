import { z } from 'zod'
import { everybody, keepers } from './access.ts'
import { answers, devicePage, deviceShows, deviceView, reviewStatuses } from './devices.ts'
import { paging } from './paging.ts'
import { day, deviceKinds, machineStates } from './register.ts'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

const id = z.string().max(40)
const params = z.object({ id })
const text = (lengthMax: number) =>
  z.string().trim().min(1).max(lengthMax).normalize('NFC').nullable().default(null)

/** The filters of the list of devices; they stand in the URL under the same names. */
export const deviceQuery = z.object({
  show: z.enum(deviceShows).optional(),
  agency: id.optional(),
  q: z.string().trim().max(100).optional(),
  kind: z.enum(deviceKinds).optional(),
  state: z.enum(machineStates).optional(),
  /** Pages that name one moment are of one list, whatever is declared or decided meanwhile. */
  knownAt: z.coerce.number().pipe(epochMs).optional(),
  ...paging,
})

/** Devices of the register and their way into use. Spread into `routes`. */
export const deviceRoutes = {
  devices: {
    method: 'GET',
    path: '/api/devices',
    access: everybody,
    summary:
      'Devices of the register and how far each is on its way into use, worst first. Pages that name one knownAt are of' +
      ' one list, whatever is declared or decided meanwhile.',
    query: deviceQuery,
    output: devicePage,
  },
  device: {
    method: 'GET',
    path: '/api/devices/:id',
    access: everybody,
    summary: 'One device: what is declared of it, its checklist, its finding and every decision.',
    params,
    output: deviceView,
  },
  reviewDevice: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/devices/:id/reviews',
    access: keepers,
    summary: 'Answer the checklist of a device, clear it for use, refuse it, or take it back.',
    params,
    body: z.object({
      status: z.enum(reviewStatuses),
      answers,
      note: text(1000),
      /** Who has to see to it; null: whom the register names. */
      owner: text(200),
      dueDay: day.nullable().default(null),
      expectedRevision,
    }),
    output: deviceView,
  },
} as const
