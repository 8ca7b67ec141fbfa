import { z } from 'zod'
import { administrators, everybody, type Role } from './access.ts'
import {
  checkVerdicts,
  deviceCheckCandidates,
  deviceCheckPage,
  deviceCheckResultPage,
  deviceCheckStates,
  deviceCheckSwitchView,
  deviceCheckView,
} from './device-check-views.ts'
import {
  checkWindow,
  deviceCheckLimits,
  deviceCheckSubnet,
  deviceProtocol,
  devicePort,
  deviceCertificate,
} from './device-checks.ts'
import { paging } from './paging.ts'
import { day } from './register.ts'
import { expectedRevision } from './revision.ts'
import { epochMs, hostId, writtenText } from './values.ts'

const id = z.string().max(40)
const params = z.object({ id })
const reason = writtenText(300)

/** Who agrees for an agency: its own head, and nobody of the province. */
const heads = ['agency-head'] as const satisfies readonly Role[]
/** Who may take an authorisation back. */
const withdrawers = ['administrator', 'agency-head'] as const satisfies readonly Role[]
/** Who may stop every check of the province, and let them go on. */
const stoppers = ['administrator', 'cert'] as const satisfies readonly Role[]

export const deviceCheckQuery = z.object({
  agency: id.optional(),
  state: z.enum(deviceCheckStates).optional(),
  /** Finds in document, machine and agency; case and marks do not matter. */
  q: z.string().trim().max(100).optional(),
  ...paging,
})

export const deviceCheckResultQuery = z.object({
  agency: id.optional(),
  verdict: z.enum(checkVerdicts).optional(),
  /** The entry of the register of one device. */
  device: id.optional(),
  authorisation: id.optional(),
  /** Finds in code, maker, model, address, MAC and place; case and marks do not matter. */
  q: z.string().trim().max(100).optional(),
  /** Pages that name one moment are of one list, whatever comes meanwhile. */
  knownAt: z.coerce.number().pipe(epochMs).optional(),
  ...paging,
})

/** Devices that are asked whether they still have the default of their maker. Spread into `routes`. */
export const deviceCheckRoutes = {
  deviceCheckSwitch: {
    method: 'GET',
    path: '/api/device-checks/switch',
    access: everybody,
    summary: 'Whether the checks of devices are stopped in the whole province, by whom and why.',
    output: deviceCheckSwitchView,
  },
  setDeviceCheckSwitch: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/device-checks/switch',
    access: stoppers,
    summary:
      'Stop every check of devices in the province at once, or let go on what was signed before. Widens nothing.',
    body: z.object({ isStopped: z.boolean(), reason, expectedRevision }),
    output: deviceCheckSwitchView,
  },
  deviceChecks: {
    method: 'GET',
    path: '/api/device-checks',
    access: everybody,
    summary: 'Authorisations of checks of devices, the newest first.',
    query: deviceCheckQuery,
    output: deviceCheckPage,
  },
  deviceCheckCandidates: {
    method: 'GET',
    path: '/api/device-checks/candidates',
    access: administrators,
    summary: 'The machines and the devices of an agency that a draft can name.',
    query: z.object({ agency: id }),
    output: deviceCheckCandidates,
  },
  deviceCheckResults: {
    method: 'GET',
    path: '/api/device-checks/results',
    access: everybody,
    summary: 'What came of checks of devices, the newest first.',
    query: deviceCheckResultQuery,
    output: deviceCheckResultPage,
  },
  deviceCheck: {
    method: 'GET',
    path: '/api/device-checks/:id',
    access: everybody,
    summary: 'One authorisation: what it allows, who did which step, how far it is.',
    params,
    output: deviceCheckView,
  },
  draftDeviceCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/device-checks',
    access: administrators,
    summary:
      'Draft an authorisation for one agency and one of its machines. Nothing comes of it yet.',
    body: z.object({
      agencyId: id,
      hostId,
      document: writtenText(300),
      approvedBy: writtenText(120),
      subnet: deviceCheckSubnet,
      untilDay: day,
      window: checkWindow,
      attemptsADay: z.int().min(1).max(deviceCheckLimits.attemptsADayMax).default(1),
      /** None: once signed, it ends the checks of that machine. */
      devices: z
        .array(
          z.object({
            entryId: id,
            protocol: deviceProtocol,
            port: devicePort,
            certificate: deviceCertificate,
          }),
        )
        .max(deviceCheckLimits.devicesMax),
    }),
    output: deviceCheckView,
  },
  agreeDeviceCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/device-checks/:id/agreement',
    access: heads,
    summary: "Agree for one's agency to a draft, or refuse it with the reason.",
    params,
    body: z.object({
      isAgreed: z.boolean(),
      /** Why not; of an agreement it may be left out. */
      reason: reason.nullable().default(null),
      expectedRevision,
    }),
    output: deviceCheckView,
  },
  deviceCheckText: {
    method: 'GET',
    path: '/api/device-checks/:id/text',
    access: administrators,
    summary: 'The text of an agreed authorisation, to be signed where the key lies.',
    params,
    output: z.object({ fileName: z.string(), text: z.string() }),
  },
  uploadDeviceCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/device-checks/:id/signed',
    access: administrators,
    summary: 'Hand in the signed text. It has to be word for word what the agency agreed to.',
    params,
    body: z.object({
      file: z.string().min(1).max(deviceCheckLimits.fileCharactersMax),
      expectedRevision,
    }),
    bodyBytesMax: 4 * deviceCheckLimits.fileCharactersMax,
    output: deviceCheckView,
  },
  withdrawDeviceCheck: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/device-checks/:id/withdrawal',
    access: withdrawers,
    summary: 'Take an authorisation back: its machine forgets it and checks nothing more by it.',
    params,
    body: z.object({ reason, expectedRevision }),
    output: deviceCheckView,
  },
} as const
