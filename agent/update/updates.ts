import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CollectorFrame } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { ReleaseManifest, UpdateStanding, UpdateTrouble } from '#protocol/releases.ts'
import type { Clock } from '../clock.ts'
import { errorCode, versionsFolder } from '../data-folder.ts'
import type { Log } from '../log.ts'
import { choosePack } from './choice.ts'
import { Download, dropIncoming, isIncoming, type Part, type Want } from './download.ts'
import { keepMemory, readMemory, type UpdateMemory } from './memory.ts'
import { pointerFile, readPointer, removePointer, writePointer, type Pointer } from './pointer.ts'
import { dropDraft, unpack } from './staging.ts'
import { claimedVersion, type ReleaseTrust } from './trust.ts'
import { UpdateError } from './update-error.ts'

export type ReleaseFrame = Extract<CollectorFrame, { type: 'release' }>
export type { Part, Want }

/** A new version that no collector has acknowledged after so long goes back. The launcher ends it a little later. */
const proveMs = 15 * 60_000
/** Many machines share the line of the collector, so a part may take long. */
const partMsMax = 120_000
const firstPauseMs = 60_000
const pauseMsMax = 24 * 3_600_000

export type UpdateParts = {
  /** The data folder. */
  readonly folder: string
  readonly version: string
  readonly platform: string
  /** Whether something started this agent that starts another version when it ends; else no release is taken. */
  readonly isLaunched: boolean
  readonly trust: ReleaseTrust
  readonly clock: Clock
  readonly log: Log
  /** This process has to end, and whoever started it starts what the pointer names. */
  restart(): void
  /** How long a new version has; the default holds but in tests. */
  readonly proveMs?: number
}

type UnderWay = {
  readonly release: ReleaseManifest
  readonly download: Download
  readonly want: (want: Want) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Brings this machine to the release that is offered: fetched, verified, unpacked, switched by one rename, proved by an
 * acknowledgement of the collector, or taken back. Whatever goes wrong is told as a fact, and the agent goes on.
 */
export class Updates {
  readonly #parts: UpdateParts
  readonly #versions: string
  #memory: UpdateMemory
  #trial: { readonly pointer: Pointer; readonly timer: NodeJS.Timeout } | null = null
  #underWay: UnderWay | null = null
  #isUnpacking = false
  #isEnding = false
  #pause = { untilMs: Number.NEGATIVE_INFINITY, lengthMs: 0 }

  constructor(parts: UpdateParts) {
    this.#parts = parts
    this.#versions = join(parts.folder, versionsFolder)
    this.#memory = readMemory(parts.folder)
  }

  /** Of the last release that was offered; null: none was. */
  standing(): UpdateStanding | null {
    return this.#memory.standing
  }

  /** Settles what the last start left: a version on trial gets its time, one that did not start is given up. */
  begin(): void {
    if (!this.#parts.isLaunched) return
    this.#guarded(() => {
      const pointer = readPointer(this.#versions)
      if (pointer?.version === this.#parts.version) return this.#started(pointer)
      if (pointer?.state === 'trial') return this.#pointBack(pointer, 'not-started')
      if (!existsSync(this.#versions)) return
      // A package was installed over it, or its program is gone: the package runs from now on.
      if (pointer) removePointer(this.#versions)
      this.#tidy(new Set())
    })
  }

  /** Takes an offer from the connection; `want` asks on the same connection. */
  offered(frame: ReleaseFrame, want: (want: Want) => void): void {
    const { clock, isLaunched, trust } = this.#parts
    const isBusy = this.#underWay !== null || this.#isUnpacking || this.#trial !== null
    if (!isLaunched || isBusy || this.#isEnding || clock.steadyMs() < this.#pause.untilMs) return
    this.#guarded(() => {
      trust.take(frame.statements)
      const release = trust.read(frame.manifest)
      if (!release) throw new UpdateError('not-signed', `by one of ${trust.keys().length} keys`)
      this.#fetch(release, want)
    }, claimedVersion(frame.manifest))
  }

  /** Takes a part of what was asked for. */
  arrived(part: Part): void {
    const underWay = this.#underWay
    if (!underWay || part.digest !== underWay.download.pack.digest) return
    this.#guarded(() => {
      underWay.download.add(part)
      underWay.timer.refresh()
      this.#goOn(underWay)
    })
  }

  /** The connection has ended; the next one offers again, and what has come is kept. */
  lost(): void {
    if (this.#underWay) clearTimeout(this.#underWay.timer)
    this.#underWay = null
  }

  /** The collector has acknowledged a report of this version: it is proved, and started again without its time limit. */
  acknowledged(): void {
    const trial = this.#trial
    if (!trial) return
    this.#guarded(() => {
      const { pointer } = trial
      writePointer(this.#versions, { ...pointer, state: 'proved', starts: 0 })
      this.#endTrial()
      const provedSequence = Math.max(this.#memory.provedSequence, this.#memory.sequence)
      this.#say(at(pointer.version, 'proved'), { provedSequence, wentBack: 0, wentBackMs: null })
      this.#endProcess()
      // Until here it could have been unpacked again, had it gone back.
      dropIncoming(this.#versions)
    })
  }

  stop(): void {
    this.lost()
    this.#endTrial()
  }

  #started(pointer: Pointer): void {
    if (pointer.state === 'proved') {
      return this.#tidy(new Set([pointerFile, pointer.version, pointer.previous]))
    }
    this.#parts.log.info({ version: pointer.version, starts: pointer.starts }, 'version on trial')
    const { proveMs: given = proveMs } = this.#parts
    const timer = setTimeout(() => this.#guarded(() => this.#unproved(pointer)), given)
    timer.unref()
    this.#trial = { pointer, timer }
  }

  #unproved(pointer: Pointer): void {
    this.#pointBack(pointer, 'not-proved')
    this.#endTrial()
    this.#endProcess()
  }

  #pointBack({ version, previous }: Pointer, why: UpdateTrouble): void {
    const nowMs = this.#parts.clock.now()
    if (previous === null) removePointer(this.#versions)
    else
      writePointer(this.#versions, {
        version: previous,
        state: 'proved',
        starts: 0,
        previous: null,
      })
    this.#parts.log.warn({ version, why }, 'update went back')
    const wentBack = this.#memory.wentBack + 1
    this.#say(at(version, 'went-back', why), { wentBack, wentBackMs: nowMs })
  }

  #fetch(release: ReleaseManifest, want: (want: Want) => void): void {
    const { clock, log, platform, version } = this.#parts
    const here = { version, platform, memory: this.#memory, nowMs: clock.now() }
    const pack = choosePack(release, here)
    if (!pack) return
    mkdirSync(this.#versions, { recursive: true, mode: 0o700 })
    const isOther = this.#memory.sequence !== release.sequence
    const anew = isOther ? { sequence: release.sequence, wentBack: 0, wentBackMs: null } : {}
    this.#say(at(release.version, 'fetching'), anew)
    const download = new Download(this.#versions, pack)
    const timer = setTimeout(() => this.lost(), partMsMax)
    timer.unref()
    this.#underWay = { release, download, want, timer }
    log.info({ version: release.version, bytes: pack.bytes }, 'update begun')
    this.#goOn(this.#underWay)
  }

  #goOn({ download, release, want }: UnderWay): void {
    if (!download.isWhole()) return want(download.want())
    this.lost()
    this.#isUnpacking = true
    this.#switchTo(release, download)
      .catch((error: unknown) => this.#failed(error, download, release.version))
      .finally(() => (this.#isUnpacking = false))
  }

  async #switchTo({ version }: ReleaseManifest, { file, pack }: Download): Promise<void> {
    await unpack(pack, { versions: this.#versions, version, packed: file })
    const now = readPointer(this.#versions)
    const previous = now?.version === this.#parts.version ? now.version : null
    this.#say(at(version, 'trial'))
    writePointer(this.#versions, { version, state: 'trial', starts: 0, previous })
    this.#parts.log.info({ version }, 'update switched')
    this.#endProcess()
  }

  /** What no pointer names any more. */
  #tidy(kept: ReadonlySet<string | null>): void {
    for (const name of readdirSync(this.#versions)) {
      if (kept.has(name) || isIncoming(name)) continue
      rmSync(join(this.#versions, name), { recursive: true, force: true })
    }
  }

  #say(standing: UpdateStanding, beside: Partial<UpdateMemory> = {}): void {
    this.#memory = { ...this.#memory, ...beside, standing }
    keepMemory(this.#parts.folder, this.#memory)
  }

  /** About: the version that is told of when it fails; null: the one that was told of last. */
  #guarded(act: () => void, about: string | null = null): void {
    try {
      act()
    } catch (error) {
      this.#failed(error, this.#underWay?.download ?? null, about)
    }
  }

  /** Offers are passed over for a while, longer each time; the agent itself goes on as it is. */
  #failed(error: unknown, download: Download | null, of: string | null): void {
    const { clock, log, version } = this.#parts
    const why = troubleOf(error, log)
    const lengthMs = Math.min(pauseMsMax, Math.max(firstPauseMs, this.#pause.lengthMs * 2))
    this.#pause = { lengthMs, untilMs: clock.steadyMs() + lengthMs }
    this.lost()
    const about = of ?? this.#memory.standing?.version ?? version
    try {
      if (why === 'damaged' || why === 'no-space') download?.drop()
      if (existsSync(this.#versions)) dropDraft(this.#versions, about)
      this.#say(at(about, 'refused', why))
    } catch (another) {
      log.warn({ detail: String(another) }, 'not kept')
    }
    // Last: what the log tells of is on the disk by then.
    log.warn({ why, detail: String(error), pauseMs: lengthMs }, 'update failed')
  }

  /** What is offered from now on is for the version that starts next: what it remembers is written already. */
  #endProcess(): void {
    this.#isEnding = true
    this.#parts.restart()
  }

  #endTrial(): void {
    if (this.#trial) clearTimeout(this.#trial.timer)
    this.#trial = null
  }
}

const at = (
  version: string,
  state: UpdateStanding['state'],
  why: UpdateTrouble | null = null,
): UpdateStanding => ({ version, state, why })

/** A bug in here is told in the log and ends nothing: an agent that cannot be updated still reports. */
function troubleOf(error: unknown, log: Log): UpdateTrouble {
  if (error instanceof UpdateError) return error.why
  const isOfTheDisk = error instanceof Refusal || /^E[A-Z]+$/.test(errorCode(error))
  if (!isOfTheDisk) log.error({ err: error }, 'bug in an update')
  return /ENOSPC|EDQUOT/.test(String(error)) ? 'no-space' : 'not-written'
}
