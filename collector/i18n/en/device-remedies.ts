import type { deviceRemedies as vi } from '../vi/device-remedies.ts'

/** What is done on a device that stands as it was delivered, in three steps. Never its pair. */
export const deviceRemedies = {
  'device-remedy.camera-hikvision.1':
    'Open the page of the camera or recorder from the internal network. One that is not activated yet: activate it with a password of its own (12 characters or more).',
  'device-remedy.camera-hikvision.2':
    "Configuration > System > User Management: change the administrator's password, delete accounts that nobody answers for.",
  'device-remedy.camera-hikvision.3':
    "Configuration > Network: switch off UPnP and Hik-Connect unless approved. Install the maker's firmware.",
  'device-remedy.camera-dahua.1':
    'Open the page of the camera or recorder from the internal network, Setup > System > Account.',
  'device-remedy.camera-dahua.2':
    "Change the administrator's password (12 characters or more); delete the other built-in accounts or change their passwords.",
  'device-remedy.camera-dahua.3':
    "Setup > Network: switch off P2P and UPnP unless approved. Install the maker's firmware.",
  'device-remedy.camera.1':
    "Open the camera's page from the internal network: Users, Security or Account.",
  'device-remedy.camera.2':
    "Give the administrator's account a password of its own (12 characters or more); switch off viewing without sign-in.",
  'device-remedy.camera.3':
    "Enter the new password on the recorder that takes this camera's picture, and look whether the picture is still there.",
  'device-remedy.router.1':
    "Open the router's page from the internal network: System Tools, Administration or Users.",
  'device-remedy.router.2':
    "Change the administrator's password (12 characters or more). Where the maker allows it, create a named account and disable the built-in one.",
  'device-remedy.router.3':
    "Switch off management from the Internet, WPS and UPnP. Install the maker's firmware.",
  'device-remedy.modem.1':
    'Ask the line provider who manages the modem. If they do, ask them in writing to change the password.',
  'device-remedy.modem.2':
    'If the agency does: open its page, Maintenance or Administration, and change the password (12 characters or more).',
  'device-remedy.modem.3':
    'Switch off management from the Internet (WAN). If the maker mends it no more, propose another modem.',
  'device-remedy.switch.1':
    'Connect by console or SSH from the management computer and sign in as administrator.',
  'device-remedy.switch.2':
    'Create a named account with a strong password and delete the built-in one; change or delete the built-in SNMP communities.',
  'device-remedy.switch.3':
    'Switch off Telnet and HTTP, allow management from the management network alone. Save the configuration afterwards.',
  'device-remedy.printer.1':
    "Open the printer's page from the internal network: Security, Administrator or Password.",
  'device-remedy.printer.2':
    "Set an administrator's password of its own (12 characters or more); change the SNMP communities or switch SNMP v1/v2c off.",
  'device-remedy.printer.3':
    'Switch off FTP, Telnet and printing from the Internet. Have prints and scans deleted when done.',
  'device-remedy.phone.1':
    "Open the telephone's page from the internal network: Security or Maintenance.",
  'device-remedy.phone.2':
    "Change the passwords of both the administrator's and the user's account; best from the exchange, for all telephones.",
  'device-remedy.phone.3': 'Let its page be opened from the network of the exchange alone.',
  'device-remedy.nas.1':
    'Open the page of the storage. One that is not set up yet: set it up now, or take it off the network.',
  'device-remedy.nas.2':
    'Create a named administrator with two-step sign-in, and disable the built-in one.',
  'device-remedy.nas.3':
    'Switch off access from the Internet and shares without a password. Check the backup.',
  'device-remedy.ups.1':
    'Open the page of the UPS management card from the internal network, Security > Local Users.',
  'device-remedy.ups.2':
    "Change the passwords of the administrator's and the device account; change the SNMP communities or switch SNMP v1 off.",
  'device-remedy.ups.3':
    'Switch off Telnet and FTP. Who gets into this card can cut the power of the servers.',
  'device-remedy.server-controller.1':
    "Open the server's management page (iDRAC, IMM, BMC) from the management network, Users.",
  'device-remedy.server-controller.2':
    "Change the administrator's password (12 characters or more); disable the built-in account once there is a named one.",
  'device-remedy.server-controller.3':
    'Move the management port into a network of its own, switch off IPMI over LAN if unused. Update the firmware.',
  'device-remedy.attendance.1':
    'On the terminal, Menu > Comm: set a communication key of its own; Menu > User: name an administrator.',
  'device-remedy.attendance.2':
    'Open its page, if it has one, and change the password; where the maker does not allow it, switch the page off.',
  'device-remedy.attendance.3':
    'Put the terminal into a network of its own, reached by the attendance server alone.',
  'device-remedy.snmp.1':
    "Open the device's page from the internal network, SNMP. Where no monitoring uses it, switch SNMP off.",
  'device-remedy.snmp.2':
    'Where it is used: move to SNMPv3, switch v1 and v2c off. On a device with v1/v2c alone, delete every built-in community and set one of its own that may only read.',
  'device-remedy.snmp.3':
    'Let the monitoring server alone ask by SNMP. Check the community that may write as well: who knows it can change the settings.',
} as const satisfies Record<keyof typeof vi, string>
