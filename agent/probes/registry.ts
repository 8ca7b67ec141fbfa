import type { ProbeId } from '#protocol/facts/registry.ts'
import { accounts } from './accounts/index.ts'
import { agent } from './agent/index.ts'
import { antivirus } from './antivirus/index.ts'
import { firewall } from './firewall/index.ts'
import { hardware } from './hardware/index.ts'
import { os } from './os/index.ts'
import { patches } from './patches/index.ts'
import { ports } from './ports/index.ts'
import type { Probe } from './probe.ts'

/** The probe behind every spec of protocol/facts: one that is missing does not compile. */
export const probes: { readonly [Id in ProbeId]: Probe<Id> } = {
  os,
  hardware,
  patches,
  antivirus,
  firewall,
  ports,
  accounts,
  agent,
}
