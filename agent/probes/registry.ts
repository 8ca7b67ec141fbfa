import type { ProbeId } from '#protocol/facts/registry.ts'
import { accounts } from './accounts/index.ts'
import { agent } from './agent/index.ts'
import { antivirus } from './antivirus/index.ts'
import { firewall } from './firewall/index.ts'
import { hardware } from './hardware/index.ts'
import { malware } from './malware/index.ts'
import { neighbours } from './neighbours/index.ts'
import { os } from './os/index.ts'
import { patches } from './patches/index.ts'
import { ports } from './ports/index.ts'
import type { Probe } from './probe.ts'
import { remoteAccess } from './remote-access/index.ts'
import { serviceDefaults } from './services/index.ts'

/** The probe behind every spec of protocol/facts: one that is missing does not compile. */
export const probes: { readonly [Id in ProbeId]: Probe<Id> } = {
  os,
  hardware,
  patches,
  antivirus,
  malware,
  firewall,
  ports,
  accounts,
  'remote-access': remoteAccess,
  'service-defaults': serviceDefaults,
  agent,
  neighbours,
}
