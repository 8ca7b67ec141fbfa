import type {
  deviceAuditFields as viFields,
  deviceAuditValues as viValues,
} from '../vi/device-audit.ts'

/** What entries of the audit call the questions about a device. */
export const deviceAuditFields = {
  'audit.field.vendor': 'Vendor',
  'audit.field.model': 'Device model',
  'audit.field.mac': 'MAC address',
  'audit.field.answers': 'Checklist',
  'audit.field.password-changed': 'Default password changed',
  'audit.field.admin-named': 'Administrator accounts have a named owner',
  'audit.field.remote-management-closed': 'Management from the Internet closed',
  'audit.field.services-off': 'Unused services switched off',
  'audit.field.firmware-current': 'Firmware is current',
  'audit.field.wireless-safe': 'Wi-Fi uses WPA2 or WPA3 with a new key',
  'audit.field.cloud-closed': 'Access through the cloud of the vendor closed',
  'audit.field.stored-data-safe': 'Data stored on the device is protected',
  'audit.field.rules-reviewed': 'Firewall rules reviewed',
  'audit.field.time-and-log-set': 'Time and log are set',
} as const satisfies Record<keyof typeof viFields, string>

/** Values of entries of the audit about devices. */
export const deviceAuditValues = {
  'audit.value.under-review': 'under review',
  'audit.value.cleared': 'cleared for use',
  'audit.value.refused': 'refused',
  'audit.value.yes': 'done',
  'audit.value.no': 'not done',
  'audit.value.not-applicable': 'does not apply',
  'audit.value.device': 'device',
  'audit.value.camera': 'camera',
  'audit.value.router': 'router',
  'audit.value.modem': 'modem',
  'audit.value.printer': 'printer',
  'audit.value.switch': 'switch',
  'audit.value.nas': 'network storage',
  'audit.value.access-point': 'Wi-Fi access point',
  'audit.value.firewall': 'firewall',
  'audit.value.other': 'other device',
} as const satisfies Record<keyof typeof viValues, string>
