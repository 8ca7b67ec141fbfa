import type {
  deviceCheckAuditActions as viActions,
  deviceCheckAuditFields as viFields,
  deviceCheckAuditValues as viValues,
} from '../vi/device-check-audit.ts'

/** What entries of the audit call the steps of an authorisation of checks of devices, and what came of them. */
export const deviceCheckAuditActions = {
  'audit.action.draft-device-check': 'Draft an authorisation of device checks',
  'audit.action.agree-device-check': 'Agree to device checks',
  'audit.action.refuse-device-check': 'Refuse device checks',
  'audit.action.upload-device-check': 'Hand in a signed authorisation of device checks',
  'audit.action.withdraw-device-check': 'Withdraw an authorisation of device checks',
  'audit.action.carry-device-check': 'Hand an authorisation of device checks to its machine',
  'audit.action.check-device': 'Check a device',
  'audit.action.stop-device-checks': 'Stop all device checks',
  'audit.action.resume-device-checks': 'Let device checks go on',
  'audit.table.device-checks': 'authorisations of device checks',
  'audit.table.device-check-results': 'results of device checks',
} as const satisfies Record<keyof typeof viActions, string>

export const deviceCheckAuditFields = {
  'audit.field.document': 'Document',
  'audit.field.subnet': 'Network of the checking machine',
  'audit.field.devices': 'Devices',
  'audit.field.isStopped': 'Stopped',
  'audit.field.hostId': 'Checking machine',
  'audit.field.verdict': 'Result',
  'audit.field.rule': 'Rule',
  'audit.field.because': 'Reason',
  'audit.field.attempts': 'Attempts',
  'audit.field.checkedMs': 'Checked at',
} as const satisfies Record<keyof typeof viFields, string>

export const deviceCheckAuditValues = {
  'audit.value.agreed': 'the agency agreed',
  'audit.value.not-agreed': 'the agency did not agree',
  'audit.value.signed': 'signed',
  'audit.value.carried': 'handed to the machine',
  'audit.value.withdrawn': 'withdrawn',
  'audit.value.default': 'default password in use',
  'audit.value.inactive': 'not activated',
  'audit.value.this-default-not-in-use': 'this default is not in use',
  'audit.value.unidentified': 'not identified',
  'audit.value.unreachable': 'not reachable',
  'audit.value.not-checked': 'not checked',
} as const satisfies Record<keyof typeof viValues, string>
