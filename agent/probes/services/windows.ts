import { readIis } from './iis.ts'
import { readIisFtp } from './iis-ftp.ts'
import type { ServiceReader } from './found-service.ts'
import { readWindowsSharing } from './windows-sharing.ts'
import { readWindowsSnmp } from './windows-snmp.ts'
import { readWindowsVnc } from './windows-vnc.ts'

/** The products that are looked for on Windows. Remote Desktop is asked by the probe of remote access. */
export const windowsServices: readonly ServiceReader[] = [
  readWindowsSnmp,
  readWindowsSharing,
  readWindowsVnc,
  readIisFtp,
  readIis,
]
