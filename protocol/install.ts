import { z } from 'zod'
import { tokenView } from './enrolment-tokens.ts'
import { packageKinds } from './install-packages.ts'
import { isNetwork, networkLimits } from './networks.ts'
import { epochMs, hostId } from './values.ts'

const count = z.int().min(0)
const named = z.object({ id: z.string(), name: z.string() })

/** A network in which a token holds, e.g. `10.20.0.0/16`; one address is the network of itself alone. */
export const network = z
  .string()
  .trim()
  .max(networkLimits.charactersMax)
  .refine(isNetwork, 'a network, e.g. 10.20.0.0/16')
  .meta({ examples: ['10.20.0.0/16'] })

const waitingDecisions = ['approved', 'declined'] as const
export const waitingDecision = z.enum(waitingDecisions)
/** What a person decides about a machine that waits to be let in. */
export type WaitingDecision = z.infer<typeof waitingDecision>

const waitingMachineView = z.object({
  hostId,
  hostname: z.string(),
  address: z.string().nullable(),
  agency: named,
  tokenId: z.string(),
  firstMs: epochMs,
  /** When it last asked. */
  lastMs: epochMs,
})
/** A machine beyond the declared count of its agency: it is no host before somebody lets it in. */
export type WaitingMachineView = z.infer<typeof waitingMachineView>

export const waitingPage = z.object({ total: count, machines: z.array(waitingMachineView) })

const packageView = z.object({
  name: z.string(),
  kind: z.enum(packageKinds),
  /** Empty where the name of the file says none. */
  version: z.string(),
  bytes: count,
  sha256: z.string(),
})
/** A file that lies in the folder of packages. */
export type PackageView = z.infer<typeof packageView>

export const packagesView = z.object({
  /** The folder on the collector's computer, for those who have to put something there. */
  folder: z.string(),
  /** Of which version packages are expected: that of the collector. */
  version: z.string(),
  packages: z.array(packageView),
})
export type PackagesView = z.infer<typeof packagesView>

export const installView = z.object({
  agency: named,
  /** Computers with an agent that it declares; null: nothing was declared, so nobody knows. */
  declared: count.nullable(),
  /** Hosts that count for it now. */
  enrolled: count,
  /** Machines that wait to be let in. */
  waiting: count,
  /** Its tokens, the newest first, each with the hosts that came by it. */
  tokens: z.array(tokenView.extend({ hosts: count })),
})
export type InstallView = z.infer<typeof installView>
