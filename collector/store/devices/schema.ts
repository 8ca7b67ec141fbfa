import type { ReviewView } from '#protocol/devices.ts'

/** What was decided about a device of the register; only appended to, the newest of an entry holds. */
type DeviceReviewTable = {
  entry_id: string
  /** 1, 2, 3 … of its entry. */
  revision: number
  status: ReviewView['status']
  /** By question, as JSON. */
  answers: string
  note: string | null
  owner: string | null
  due_day: string | null
  /** Kind, vendor, model and hardware address that were looked at, as JSON. */
  reviewed_as: string
  actor: string
  recorded_ms: number
}

/** Joined into `Schema`. */
export type DevicesSchema = { device_review: DeviceReviewTable }
