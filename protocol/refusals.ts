import { accessRefusals } from './access-refusals.ts'
import { backupRefusals } from './backup-refusals.ts'
import { deviceCheckRefusals } from './device-check-refusals.ts'
import { dutyRefusals } from './duty-refusals.ts'
import { fileRefusals } from './file-refusals.ts'
import { neighbourRefusals } from './neighbour-refusals.ts'
import { hostNoteRefusals } from './host-note-refusals.ts'
import { installRefusals } from './install-refusals.ts'
import { importRefusals } from './import-refusals.ts'
import { organisationRefusals } from './organisation-refusals.ts'
import { peopleRefusals } from './people-refusals.ts'
import { proxyRefusals } from './proxy-refusals.ts'
import { repeatRefusals } from './repeat-refusals.ts'
import { releaseRefusals } from './release-refusals.ts'
import { reportRefusals } from './report-refusals.ts'
import { planRefusals } from './plan-refusals.ts'
import { scriptRefusals } from './script-refusals.ts'
import { snapshotRefusals } from './snapshot-refusals.ts'
import { viewRefusals } from './view-refusals.ts'
import { deviceRefusals } from './device-refusals.ts'
import { workRefusals } from './work-refusals.ts'

/**
 * Every refusal there is: what is expected to go wrong, told apart from a bug and from not knowing.
 * `status` answers over HTTP, `close` ends a socket (4000–4999 are ours by RFC 6455), `exit` ends a command.
 * The sentence for a person is `refusal.<CODE>` in the catalogue of texts.
 */
export const refusalTable = {
  // Frames and sockets
  FRAME_MALFORMED: { status: 400, close: 4400 },
  FRAME_TOO_LARGE: { status: 413, close: 4413 },
  FRAME_UNKNOWN: { status: 400, close: null },
  FRAME_NOT_STORABLE: { status: 400, close: null },
  FRAME_OUT_OF_SEQUENCE: { status: 409, close: 4409 },
  READING_INVALID: { status: 400, close: null },
  READING_TOO_LARGE: { status: 413, close: null },
  CLOCK_WRONG: { status: 400, close: null },
  PROTOCOL_UNSUPPORTED: { status: 426, close: 4426 },
  HANDSHAKE_TIMED_OUT: { status: 408, close: 4408 },
  PROOF_INVALID: { status: 401, close: 4401 },
  HOST_UNKNOWN: { status: 404, close: 4404 },
  HOST_REPLACED: { status: 409, close: 4410 },
  TOO_MANY_CONNECTIONS: { status: 429, close: 4429 },
  COLLECTOR_BUSY: { status: 503, close: 4503 },
  COLLECTOR_STOPPING: { status: 503, close: 1012 },
  // Enrolment
  TOKEN_UNKNOWN: { status: 403, close: 4403 },
  TOKEN_SPENT: { status: 403, close: 4403 },
  TOKEN_EXPIRED: { status: 403, close: 4403 },
  TOKEN_REVOKED: { status: 403, close: 4403 },
  JOIN_STRING_INVALID: { status: 400, close: null },
  COLLECTOR_NOT_TRUSTED: { status: 403, close: null },
  COLLECTOR_UNREACHABLE: { status: 503, close: null },
  AGENT_NOT_ENROLLED: { status: 409, close: null },
  AGENT_ALREADY_ENROLLED: { status: 409, close: null },
  AGENT_ALREADY_RUNNING: { status: 409, close: null },
  // HTTP
  REQUEST_INVALID: { status: 400, close: null },
  NOT_SIGNED_IN: { status: 401, close: null },
  SIGN_IN_FAILED: { status: 401, close: null },
  SIGN_IN_TOO_OFTEN: { status: 429, close: null },
  NOT_ALLOWED: { status: 403, close: null },
  NOT_FOUND: { status: 404, close: null },
  CHANGED_MEANWHILE: { status: 409, close: null },
  HOST_NOT_FOUND: { status: 404, close: null },
  HOST_NOT_CONNECTED: { status: 409, close: null },
  AGENCY_NOT_FOUND: { status: 404, close: null },
  AGENCY_NAME_TAKEN: { status: 409, close: null },
  PLAN_NOT_FOUND: { status: 404, close: null },
  TOKEN_NOT_FOUND: { status: 404, close: null },
  // What agencies declare
  ENTRY_NOT_FOUND: { status: 404, close: null },
  ENTRY_CODE_TAKEN: { status: 409, close: null },
  ENTRY_DAY_INVALID: { status: 400, close: null },
  ENTRY_BODY_INVALID: { status: 400, close: null },
  ENTRY_NOTHING_TO_UNDO: { status: 409, close: null },
  MATCH_NOT_POSSIBLE: { status: 409, close: null },
  // Settings, files, start
  SETTING_UNKNOWN: { status: 400, close: null },
  SETTING_INVALID: { status: 400, close: null },
  COMMAND_UNKNOWN: { status: 400, close: null },
  NODE_TOO_OLD: { status: 400, close: null },
  DATA_DIR_NOT_WRITABLE: { status: 500, close: null },
  DATA_DIR_IN_USE: { status: 409, close: null },
  DATABASE_NOT_OPENED: { status: 500, close: null },
  DATABASE_NEWER: { status: 500, close: null },
  CERTIFICATE_INVALID: { status: 500, close: null },
  PORT_IN_USE: { status: 500, close: null },
  PORT_NOT_PERMITTED: { status: 500, close: null },
  WEB_NOT_BUILT: { status: 503, close: null },
  FILE_NOT_READABLE: { status: 400, close: null },
  FILE_NOT_WRITABLE: { status: 400, close: null },
  RECORDING_INVALID: { status: 400, close: null },
  // Catalogues
  CATALOGUE_INVALID: { status: 400, close: null },
  CATALOGUE_NOT_TRUSTED: { status: 403, close: null },
  CATALOGUE_OLDER: { status: 409, close: null },
  ...accessRefusals,
  ...fileRefusals,
  ...hostNoteRefusals,
  ...neighbourRefusals,
  ...backupRefusals,
  ...importRefusals,
  ...installRefusals,
  ...organisationRefusals,
  ...repeatRefusals,
  ...releaseRefusals,
  ...reportRefusals,
  ...planRefusals,
  ...proxyRefusals,
  ...scriptRefusals,
  ...snapshotRefusals,
  ...viewRefusals,
  ...dutyRefusals,
  ...deviceRefusals,
  ...deviceCheckRefusals,
  ...workRefusals,
  ...peopleRefusals,
} as const satisfies Record<string, { status: number; close: number | null }>

export type RefusalCode = keyof typeof refusalTable
export const refusalCodes = Object.keys(refusalTable) as [RefusalCode, ...RefusalCode[]]

/** What a refusal says beside its code: values and limits, never a secret. */
export type RefusalParams = Readonly<Record<string, string | number>>

/** An expected no. Thrown, answered with its code, and never logged as a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly params: RefusalParams

  constructor(code: RefusalCode, params: RefusalParams = {}) {
    const values = Object.entries(params).map(([name, value]) => ` ${name}=${value}`)
    super(`${code}${values.join('')}`)
    this.name = 'Refusal'
    this.code = code
    this.params = params
  }
}
