/** A request that may come a second time; kept for a day. */
type RepeatableRequestTable = {
  /** A person or a token of the API, by id. */
  caller: string
  key: string
  /** SHA-256 of what was asked: another question under the same key is refused. */
  asked_hash: string
  begun_ms: number
  /** 'told': the answer held a secret or was too long to keep. 'unknown': it broke down half way. */
  outcome: 'under-way' | 'answered' | 'told' | 'unknown'
  /** Of 'answered' the JSON of the answer, of 'told' the id of what was made. */
  said: string | null
}

/** Joined into `Schema`. */
export type RepeatsSchema = { repeatable_request: RepeatableRequestTable }
