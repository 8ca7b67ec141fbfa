import type { Generated } from 'kysely'
import type { CheckVerdict } from '#protocol/device-check-views.ts'

type Step<Name extends string> = {
  [Part in `${Name}_by` | `${Name}_reason`]: string | null
} & { [Part in `${Name}_ms`]: number | null }

/** One authorisation from its draft to its end. Every step is taken once. */
type AuthorisationTable = {
  id: string
  sequence: number
  agency_id: string
  host_id: string
  /** What is agreed to and signed, as canonical JSON; until the agency has agreed, nobody has agreed in it. */
  content: string
  /** The entries of the register behind the devices of the content, in their order, as JSON. */
  entry_ids: string
  until_day: string
  revision: number
  /** The signed text. */
  file: string | null
  carried_ms: number | null
} & Step<'drafted'> &
  Step<'agreed'> &
  Step<'refused'> &
  Step<'uploaded'> &
  Step<'withdrawn'>

type ResultTable = {
  host_id: string
  mac: string
  checked_ms: number
  authorisation_id: string
  agency_id: string
  entry_id: string
  /** Kind, vendor, model and hardware address that were declared when it was received, as JSON. */
  checked_as: string
  received_ms: number
  rules: string
  attempts: number
  verdict: CheckVerdict
  /** The whole result as it came, as JSON. */
  result: string
}

/** The newest row holds. */
type SwitchTable = {
  id: Generated<number>
  is_stopped: 0 | 1
  reason: string
  author: string
  decided_ms: number
}

/** Joined into `Schema`. */
export type DeviceChecksSchema = {
  device_check_authorisation: AuthorisationTable
  device_check_result: ResultTable
  device_check_switch: SwitchTable
}
