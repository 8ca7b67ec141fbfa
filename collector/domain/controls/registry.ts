import type { ControlId } from '#protocol/controls.ts'
import type { Control } from '../control.ts'
import { antivirusCurrent } from './antivirus-current.ts'
import { antivirusLicensed } from './antivirus-licensed.ts'
import { antivirusRunning } from './antivirus-running.ts'
import { firewallOn } from './firewall-on.ts'
import { malwareHandled } from './malware-handled.ts'
import { noDefaultCredentials } from './no-default-credentials.ts'
import { noExposedServices } from './no-exposed-services.ts'
import { osSupported } from './os-supported.ts'
import { patched } from './patched.ts'
import { isProtected } from './protected.ts'
import { remoteAccessSafe } from './remote-access-safe.ts'
import { reporting } from './reporting.ts'

/** The code of every control; one that is missing or under another's name does not compile. */
export const controls: { readonly [Id in ControlId]: Control & { readonly id: Id } } = {
  'antivirus-running': antivirusRunning,
  'antivirus-current': antivirusCurrent,
  'antivirus-licensed': antivirusLicensed,
  protected: isProtected,
  'malware-handled': malwareHandled,
  patched,
  'os-supported': osSupported,
  'firewall-on': firewallOn,
  'no-default-credentials': noDefaultCredentials,
  'no-exposed-services': noExposedServices,
  'remote-access-safe': remoteAccessSafe,
  reporting,
}
