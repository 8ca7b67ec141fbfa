import { planRefusals } from './plan-refusals.ts'
import type { refusals as source } from '../vi/refusals.ts'
import { accessRefusalTexts } from './access-refusals.ts'
import { backupRefusalTexts } from './backup-refusals.ts'
import { dutyRefusalTexts } from './duty-refusals.ts'
import { neighbourRefusalTexts } from './neighbour-refusals.ts'
import { hostNoteRefusalTexts } from './host-note-refusals.ts'
import { installRefusalTexts } from './install-refusals.ts'
import { importRefusalTexts } from './import-refusals.ts'
import { organisationRefusalTexts } from './organisation-refusals.ts'
import { peopleRefusalTexts } from './people-refusals.ts'
import { repeatRefusalTexts } from './repeat-refusals.ts'
import { reportRefusalTexts } from './report-refusals.ts'
import { scriptRefusalTexts } from './script-refusals.ts'
import { snapshotRefusals } from './snapshot-refusals.ts'
import { viewRefusalTexts } from './view-refusals.ts'
import { deviceCheckRefusals } from './device-check-refusals.ts'
import { deviceRefusalTexts } from './device-refusals.ts'
import { workRefusalTexts } from './work-refusals.ts'

export const refusals = {
  'refusal.FRAME_MALFORMED': 'The collector cannot read the frame. Check the version of the agent.',
  'refusal.FRAME_TOO_LARGE':
    'The frame of {bytes} bytes exceeds {bytesMax} bytes and was not taken.',
  'refusal.FRAME_UNKNOWN': 'Frames of the type “{type}” are not known and were ignored.',
  'refusal.FRAME_NOT_STORABLE':
    'The data holds a character that the database cannot store (NUL or a lone surrogate).',
  'refusal.FRAME_OUT_OF_SEQUENCE':
    'Frame {sequence} is out of sequence; the last one received is {last}.',
  'refusal.READING_INVALID':
    'The answer of the probe “{probe}” has the wrong shape and was not taken.',
  'refusal.READING_TOO_LARGE':
    'The answer of the probe “{probe}” is {bytes} bytes long; the limit is {bytesMax}.',
  'refusal.CLOCK_WRONG':
    'The clock of the computer is wrong: the time {observed} is out of range. Set its date and time.',
  'refusal.PROTOCOL_UNSUPPORTED':
    'Protocol {protocol} is not supported; the collector speaks {min} to {max}. Update the agent.',
  'refusal.HANDSHAKE_TIMED_OUT':
    'The computer did not prove who it is within {limitMs} milliseconds; the connection was closed.',
  'refusal.PROOF_INVALID':
    'The key of the computer could not be verified. Enrol this computer again.',
  'refusal.HOST_UNKNOWN': 'The collector does not know this computer. Enrol it with a new token.',
  'refusal.HOST_REPLACED': 'A newer connection of the same computer has replaced this one.',
  'refusal.TOO_MANY_CONNECTIONS':
    'Too many connections; try again after {retryAfterMs} milliseconds.',
  'refusal.TOO_MANY_FILES':
    '{filesMax} files are being written already, as many as are written at once. Try again in {retryAfterSeconds} seconds.',
  'refusal.COLLECTOR_BUSY':
    'The collector is busy; the data will be sent again after {retryAfterMs} milliseconds.',
  'refusal.COLLECTOR_STOPPING': 'The collector is stopping; the agent will reconnect by itself.',
  'refusal.TOKEN_UNKNOWN': 'The enrolment token is wrong. Copy the whole join string again.',
  'refusal.TOKEN_SPENT':
    'The enrolment token has been used all {usesMax} times. Ask for a new one.',
  'refusal.TOKEN_EXPIRED': 'The enrolment token expired on {expiredAtMs}. Ask for a new one.',
  'refusal.TOKEN_REVOKED': 'The enrolment token was revoked. Ask for a new one.',
  'refusal.JOIN_STRING_INVALID':
    'The join string is not valid: it may be cut or mistyped. A right one starts with “khien1.”.',
  'refusal.COLLECTOR_NOT_TRUSTED':
    'The server at {address} is not the collector of the join string; nothing was sent to it.',
  'refusal.COLLECTOR_UNREACHABLE': 'Cannot reach the collector at {address}: {detail}.',
  'refusal.PROXY_UNREACHABLE':
    'Cannot reach the proxy {proxy}: {detail}. Check KHIEN_PROXY and the network up to the proxy.',
  'refusal.PROXY_WANTS_CREDENTIALS':
    'The proxy {proxy} wants a name and a password, or does not take those that are set (it takes: {schemes}; the agent can send Basic alone). Set them in KHIEN_PROXY, or let this computer through without.',
  'refusal.PROXY_NOT_BASIC':
    'The proxy {proxy} lets in by {schemes} alone, which the agent does not speak. Let this computer reach the collector’s address without signing in to the proxy, or put a proxy in between that signs in for it.',
  'refusal.PROXY_REFUSED':
    'The proxy {proxy} does not let anybody connect to {address} (status {status}). Allow CONNECT to this address and port.',
  'refusal.PROXY_CANNOT_REACH':
    'The proxy {proxy} cannot reach the collector at {address} (status {status}).',
  'refusal.PROXY_NOT_A_PROXY':
    'The proxy {proxy} answers with something that is not the collector, such as a page to sign in to the network, or breaks into TLS. Nothing was sent.',
  'refusal.PROXY_INTERCEPTS':
    'Somebody sits between this computer and the collector at {address}, through the proxy {proxy}: the certificate is by “{issuer}” and not the collector’s. Exempt this address from TLS inspection. Nothing was sent.',
  'refusal.AGENT_NOT_ENROLLED':
    'This computer is not enrolled. Run: khien-agent enrol <join string>.',
  'refusal.AGENT_ALREADY_ENROLLED':
    'This computer is enrolled with {address}. To enrol it elsewhere, run khien-agent uninstall first.',
  'refusal.AGENT_ALREADY_RUNNING':
    'The agent is running already (process {pid}) on the data folder {folder}.',
  'refusal.REQUEST_INVALID': 'The request is not valid: {detail}.',
  'refusal.NOT_SIGNED_IN': 'You are not signed in, or the session has ended.',
  'refusal.SIGN_IN_FAILED': 'The name or the password is wrong.',
  'refusal.SIGN_IN_TOO_OFTEN':
    'Too many failed sign-ins. Try again in {retryAfterSeconds} seconds.',
  'refusal.NOT_ALLOWED': 'Your account may not do this.',
  'refusal.NOT_FOUND': 'There is nothing under this address.',
  ...viewRefusalTexts,
  ...deviceCheckRefusals,
  ...deviceRefusalTexts,
  ...workRefusalTexts,
  'refusal.CHANGED_MEANWHILE':
    '{by} changed this at {changedTimeMs}. What you typed is still here; look at what is new, then save again.',
  'refusal.HOST_NOT_FOUND': 'There is no computer {id}.',
  'refusal.HOST_NOT_CONNECTED':
    'This computer is not connected now, so it cannot be rechecked. It reports by itself when it connects.',
  'refusal.AGENCY_NOT_FOUND': 'There is no agency {id}.',
  'refusal.AGENCY_NAME_TAKEN': 'There is already an agency named “{name}”.',
  'refusal.PLAN_NOT_FOUND': 'There is no plan {planId}.',
  'refusal.TOKEN_NOT_FOUND': 'There is no enrolment token {id}.',
  'refusal.ENTRY_NOT_FOUND': 'There is no declared entry {id}, or it has been withdrawn.',
  'refusal.ENTRY_CODE_TAKEN':
    'The agency already has an entry of this kind with the code or name “{entryCode}”. Correct that one or use another code.',
  'refusal.ENTRY_DAY_INVALID':
    'The day {day} is not valid: an entry takes effect between {first} and {today}.',
  'refusal.ENTRY_BODY_INVALID': 'What was declared is not valid yet: {detail}.',
  'refusal.ENTRY_NOTHING_TO_UNDO':
    'There is nothing left to undo: these entries were corrected or undone before.',
  'refusal.MATCH_NOT_POSSIBLE':
    'Computer {host} cannot be matched with entry {entryCode}: it is matched already, belongs to another agency, or carries no agent.',
  ...planRefusals,
  ...scriptRefusalTexts,
  ...snapshotRefusals,
  'refusal.SETTING_UNKNOWN': 'There is no setting {name}. Did you mean {nearest}?',
  'refusal.SETTING_INVALID': 'The setting {name} is not valid: {detail}.',
  'refusal.COMMAND_UNKNOWN': 'There is no command “{command}”. See --help.',
  'refusal.NODE_TOO_OLD':
    'Node {min} or newer is needed; this is Node {version}. Run it through npm.',
  'refusal.DATA_DIR_NOT_WRITABLE': 'Cannot write to the data folder {folder}: {detail}.',
  'refusal.DATA_DIR_IN_USE': 'The data folder {folder} is in use by process {pid}.',
  'refusal.DATABASE_NOT_OPENED': 'Cannot open the database {database}: {detail}.',
  'refusal.DATABASE_NEWER':
    'The database {database} belongs to a newer version ({migration}). Use a newer Khiên; nothing was changed.',
  'refusal.CERTIFICATE_INVALID': 'Cannot use the certificate {file}: {detail}.',
  'refusal.PORT_IN_USE':
    'Port {port} is in use by another program. Choose another with KHIEN_PORT.',
  'refusal.PORT_NOT_PERMITTED': 'Port {port} may not be opened. Choose another with KHIEN_PORT.',
  'refusal.WEB_NOT_BUILT': 'The web pages are not built. Run npm run build.',
  'refusal.INSTALLER_NOT_JOINABLE':
    'The installer has no room for a join string, or carries that of an agency already. Put back the .msi of the release.',
  'refusal.FILE_NOT_READABLE': 'Cannot read the file {file}: {detail}.',
  'refusal.FILE_NOT_WRITABLE': 'Cannot write the file {file}: {detail}.',
  'refusal.RECORDING_INVALID': 'The file {file} is no recording of khien-agent record: {detail}.',
  'refusal.RELEASE_INVALID': 'The file is no whole release: {detail}.',
  'refusal.RELEASE_NOT_TRUSTED':
    'None of the {keys} keys in KHIEN_RELEASE_KEYS has signed the release.',
  'refusal.RELEASE_OLDER': 'The number {sequence} is not higher than {held}, which is held.',
  'refusal.CATALOGUE_INVALID':
    'The file is not a valid catalogue: {detail}. The catalogue in use is unchanged.',
  'refusal.CATALOGUE_NOT_TRUSTED':
    'The signature of the catalogue fits none of the {keys} keys of KHIEN_CATALOGUE_KEYS. The catalogue in use is unchanged.',
  'refusal.CATALOGUE_OLDER':
    'Catalogue number {sequence} is not newer than the one that is held ({held}), so it was not taken.',
  ...accessRefusalTexts,
  ...backupRefusalTexts,
  ...installRefusalTexts,
  ...dutyRefusalTexts,
  ...hostNoteRefusalTexts,
  ...neighbourRefusalTexts,
  ...importRefusalTexts,
  ...organisationRefusalTexts,
  ...peopleRefusalTexts,
  ...repeatRefusalTexts,
  ...reportRefusalTexts,
} satisfies Record<keyof typeof source, string>
