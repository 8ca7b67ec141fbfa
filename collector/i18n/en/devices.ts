import type { devices as vi } from '../vi/devices.ts'

/** Devices of the register, what is asked of each before it is used, and how it is mended. */
export const devices = {
  'devices.title': 'Devices',
  'devices.lead':
    'Declared cameras, routers, modems, printers and network devices. A device is reviewed before it is used.',
  'devices.total': '{count} devices',
  'devices.search': 'Search code, vendor, address, place',
  'devices.filter.kind': 'Kind',
  'devices.filter.show': 'Review',
  'devices.show.finding': 'In use, not cleared',
  'devices.standing': 'Review',
  'devices.standing.new': 'Not reviewed',
  'devices.standing.under-review': 'Under review',
  'devices.standing.cleared': 'Cleared for use',
  'devices.standing.refused': 'Refused',
  'devices.device': 'Device',
  'devices.severity': 'Severity',
  'devices.since': 'Since',
  'devices.owner': 'Owner',
  'devices.owner.none': 'Nobody yet',
  'devices.due': 'Due',
  'devices.due.none': 'No date yet',
  'devices.overdue': 'Overdue',
  'devices.settled': '{settled} of {asked} settled',
  'devices.changed':
    'The device differs from the one that was reviewed (kind, vendor, model or MAC address), so it has to be reviewed again.',
  'devices.changed.short': 'Changed since',
  'devices.none': 'No device is declared',
  'devices.none.why':
    'Declare cameras, routers, modems, printers and network devices; before that nobody can tell whether they run on a default configuration.',
  'devices.none.reader': 'The IT officers of agencies declare devices in the register.',
  'devices.none.declare': 'Declare devices',
  'devices.filtered': 'No device matches the filters',
  'devices.one.declared': 'Declared',
  'devices.one.finding': 'Finding',
  'devices.one.finding.text':
    'The device is in use and not cleared. The finding closes by itself when the device is cleared or taken out of use.',
  'devices.one.finding.none': 'No finding is open.',
  'devices.one.first': 'First seen',
  'devices.one.last': 'Last seen',
  'devices.one.last.today': 'today',
  'devices.one.reopened': 'Reopened',
  'devices.one.reopened.times': '{count} times',
  'devices.one.checklist': 'Checklist',
  'devices.one.history': 'History',
  'devices.one.history.none': 'Nothing was decided yet.',
  'devices.one.by': '{by}, {time}',
  'devices.one.open': 'When it was in use and not cleared',
  'devices.one.open.still': 'until today',
  'devices.one.edit': 'Correct the declaration',
  'devices.one.back': 'All devices',
  'devices.answer.yes': 'Done',
  'devices.answer.no': 'Not done',
  'devices.answer.not-applicable': 'Does not apply',
  'devices.answer.none': 'Not looked at',
  'devices.basis': 'Basis',
  'devices.note': 'Note',
  'devices.note.hint': 'Needed to refuse, or where something does not apply.',
  'devices.act.save': 'Save, still under review',
  'devices.act.clear': 'Clear for use',
  'devices.act.refuse': 'Refuse',
  'devices.act.reopen': 'Review again',
  'devices.act.open': 'Open points: {open}. The device cannot be cleared yet.',
  'devices.act.reader':
    'The IT officers of the agency and the province review devices. You can read the result.',
  'devices.vendor': 'With devices of this vendor',
  'devices.vendor.hikvision':
    'Hikvision: change the password under Configuration > System > User Management; activate a camera that is not activated first.',
  'devices.vendor.dahua':
    'Dahua, KBVision: change the password under Setup > System > Account; delete the other built-in accounts or change their passwords.',
  'devices.vendor.mikrotik':
    'MikroTik: make an own account under System > Users and disable admin; switch services off under IP > Services.',
  'devices.vendor.tp-link':
    'TP-Link: change the password and switch off Remote Management under System Tools > Administration (or Password).',
  'device.item.password-changed': 'Default password changed',
  'device.how.password-changed':
    'Sign in as the administrator, set a password of this device alone (12 characters or more) and note where it is kept. Look at the user and viewer accounts too.',
  'device.item.admin-named': 'Administrator accounts have a named owner',
  'device.how.admin-named':
    'Delete or lock the accounts it came with that nobody uses (guest, user, support). Note who holds each administrator account.',
  'device.item.remote-management-closed': 'Management from the Internet closed',
  'device.how.remote-management-closed':
    'Switch off remote management, DDNS and port forwarding to the management page. Let the private network alone manage it.',
  'device.item.services-off': 'Unused services switched off',
  'device.how.services-off':
    'Switch off Telnet, FTP, UPnP, WPS and SNMP where nobody uses them. Where SNMP is used, change the communities “public” and “private”.',
  'device.item.firmware-current': 'Firmware is current',
  'device.how.firmware-current':
    'Note the version that runs, compare it with the page of the vendor, update. Refuse a device that the vendor no longer supports.',
  'device.item.wireless-safe': 'Wi-Fi uses WPA2 or WPA3 with a new key',
  'device.how.wireless-safe':
    'Choose WPA2-AES or WPA3, change the network name and the key printed on the label, switch off WPS, keep guests apart.',
  'device.item.cloud-closed': 'Access through the cloud of the vendor closed',
  'device.how.cloud-closed':
    'Switch off P2P and cloud services. Where it has to be seen from afar, use a connection that the agency approved.',
  'device.item.stored-data-safe': 'Data stored on the device is protected',
  'device.how.stored-data-safe':
    'Have prints and scans deleted when they are done. Set rights for every shared folder, switch off access without a password.',
  'device.item.rules-reviewed': 'Firewall rules reviewed',
  'device.how.rules-reviewed':
    'Block what comes from the Internet by default. Delete rules that let everything through, note the reason of each that stays.',
  'device.item.time-and-log-set': 'Time and log are set',
  'device.how.time-and-log-set':
    'Set a time server and the zone GMT+7. Switch on the log, keep it 90 days at least or send it to a log server.',
} as const satisfies Record<keyof typeof vi, string>
