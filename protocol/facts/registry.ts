import { z } from 'zod'
import { unknownValue, type Unknown } from '../values.ts'
import { accounts } from './accounts.ts'
import { agent } from './agent.ts'
import { antivirus } from './antivirus.ts'
import { firewall } from './firewall.ts'
import { hardware } from './hardware.ts'
import { malware } from './malware.ts'
import { neighbours } from './neighbours.ts'
import { os } from './os.ts'
import { patches } from './patches.ts'
import { ports } from './ports.ts'
import { remoteAccess } from './remote-access.ts'
import { serviceDefaults } from './service-defaults.ts'

/** Every probe there is. A new one is its spec, its folder under agent/probes, and one line here. */
export const factsRegistry = {
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
  neighbours,
  agent,
} as const

export type ProbeId = keyof typeof factsRegistry
export const probeIds = Object.keys(factsRegistry) as [ProbeId, ...ProbeId[]]
export const probeId = z.enum(probeIds)

/** The facts of one probe. */
export type Facts<Id extends ProbeId> = z.infer<(typeof factsRegistry)[Id]['facts']>

/** What a probe answers: its facts, or that it could not look. The two are told apart by `state`. */
export type Reading<Id extends ProbeId = ProbeId> = { state: 'known'; facts: Facts<Id> } | Unknown

/** Readings of one host, by probe. A missing key means that the probe has never answered. */
export type Readings = { [Id in ProbeId]?: Reading<Id> }

type ReadingSchemas = { [Id in ProbeId]: z.ZodType<Reading<Id>> }

/** One schema per probe for what stands on the wire. */
export const readingSchemas = Object.fromEntries(
  probeIds.map((id) => [
    id,
    z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('known'), facts: factsRegistry[id].facts }),
      unknownValue,
    ]),
  ]),
) as unknown as ReadingSchemas
