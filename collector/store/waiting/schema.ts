import type { WaitingDecision } from '#protocol/install.ts'

/** A machine that showed a good token when its agency had no declared place left. */
type WaitingMachineTable = {
  /** The id that it would have as a host. */
  host_id: string
  /** Whose agency is the machine's; the agency follows a merger as the token does. */
  token_id: string
  hostname: string
  address: string | null
  first_ms: number
  last_ms: number
  /** Null: nobody has decided. */
  decision: WaitingDecision | null
  decided_ms: number | null
  decided_by: string | null
}

/** Joined into `Schema`. */
export type WaitingSchema = { waiting_machine: WaitingMachineTable }
