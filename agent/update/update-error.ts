import type { UpdateTrouble } from '#protocol/releases.ts'

/** Why a release is not taken or not kept: told to the collector as a fact, and no reason to stop reporting. */
export class UpdateError extends Error {
  readonly why: UpdateTrouble

  constructor(why: UpdateTrouble, detail: string) {
    super(`${why}: ${detail}`)
    this.name = 'UpdateError'
    this.why = why
  }
}
