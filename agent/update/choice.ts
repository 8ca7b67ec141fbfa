import { compareVersions, type ReleaseManifest, type ReleasePack } from '#protocol/releases.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { UpdateMemory } from './memory.ts'
import { UpdateError } from './update-error.ts'

/** A release that went back is tried again, after so long and so often. */
const againAfterMs = 24 * 3_600_000
const wentBackMax = 3

type Here = {
  readonly version: string
  /** `<os>-<cpu>` as Node names them. */
  readonly platform: string
  readonly memory: UpdateMemory
  readonly nowMs: EpochMs
}

/**
 * What this machine takes of a release that is signed; null: nothing, and nothing is wrong: it runs already, or it went
 * back a short while ago.
 * @throws UpdateError older, not-for-this-machine
 */
export function choosePack(release: ReleaseManifest, here: Here): ReleasePack | null {
  const { version, platform, memory, nowMs } = here
  const difference = compareVersions(release.version, version)
  if (difference === 0) return null
  if (difference < 0) throw new UpdateError('older', `${release.version} < ${version}`)
  if (release.sequence < memory.provedSequence) {
    throw new UpdateError('older', `${release.sequence} < ${memory.provedSequence}`)
  }
  if (release.sequence === memory.sequence && isResting(memory, nowMs)) return null
  const pack = release.packs.find((one) => one.platform === platform)
  if (!pack) throw new UpdateError('not-for-this-machine', platform)
  return pack
}

/** A clock that was set back does not lengthen the rest. */
function isResting({ wentBack, wentBackMs }: UpdateMemory, nowMs: EpochMs): boolean {
  if (wentBackMs === null) return false
  return wentBack >= wentBackMax || Math.abs(nowMs - wentBackMs) < againAfterMs
}
