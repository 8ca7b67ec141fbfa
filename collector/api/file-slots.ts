import { Refusal } from '#protocol/refusals.ts'

/** A file holds a connection to the database, and rows that wait for a slow line, until its last byte is taken. */
const filesMax = 6
const retryAfterSeconds = 30

/** Lets so many files be written at once, whoever asks for them. */
export type FileSlots = {
  /** @throws Refusal TOO_MANY_FILES */
  hold<Answer>(write: () => Promise<Answer>): Promise<Answer>
}

/** Slots for the files that one collector writes. */
export function createFileSlots(): FileSlots {
  let held = 0
  return {
    async hold(write) {
      if (held >= filesMax) throw new Refusal('TOO_MANY_FILES', { filesMax, retryAfterSeconds })
      held += 1
      try {
        return await write()
      } finally {
        held -= 1
      }
    },
  }
}
