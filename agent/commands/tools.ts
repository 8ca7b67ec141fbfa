import { deviceCheckCapability } from '#protocol/device-checks.ts'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Translator } from '#i18n/translator.ts'
import { releaseCapability } from '#protocol/releases.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { dataFiles, prepareFolder } from '../data-folder.ts'
import { readHardwareSigns } from '../hardware-signs.ts'
import { openSessionStore, type Identity } from '../identity.ts'
import { acquireLock } from '../lock.ts'
import type { Log } from '../log.ts'
import type { SessionParts } from '../session.ts'
import type { System } from '../system.ts'
import { agentVersion } from '../version.ts'

/** What main.ts hands to every command. */
export type Tools = {
  readonly config: Config
  readonly clock: Clock
  readonly random: () => number
  readonly system: System
  readonly log: Log
  readonly words: Translator
  /** Writes a line to standard output. */
  print(line: string): void
}

/** Does something while holding the data folder: no other agent runs on it meanwhile. */
export async function holdingFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  prepareFolder(folder)
  const release = acquireLock(join(folder, dataFiles.lock))
  try {
    return await act()
  } finally {
    release()
  }
}

/** What a session needs on this machine, but the token. */
export async function sessionPartsOf(
  { config, clock, log, system }: Tools,
  identity: Identity,
): Promise<Omit<SessionParts, 'enrolment'>> {
  return {
    signer: identity.signer,
    store: openSessionStore(config.dataDir, { nowMs: clock.now(), log }),
    agentVersion,
    capabilities: [
      ...(config.isLaunched ? [releaseCapability] : []),
      ...(config.deviceCheckKeys.length > 0 ? [deviceCheckCapability] : []),
    ],
    hardwareSigns: await readHardwareSigns(system),
    clock,
    log,
  }
}

/** What the proof carries as long as the collector may not know this host. */
export function enrolmentBy(token: string): NonNullable<SessionParts['enrolment']> {
  return { token, hostname: hostname().slice(0, 255) }
}
