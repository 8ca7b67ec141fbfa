import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { errorCode, readStored } from './data-folder.ts'

const holder = z.object({
  pid: z.int().min(1),
  /** When that process started, in ticks since the machine did; null where the system does not say. */
  startTicks: z.string().nullable(),
})
type Holder = z.infer<typeof holder>

const attemptsMax = 3

/**
 * Takes the lock of a data folder, so that no two agents run on it; a lock whose process is gone is taken over.
 * @returns what releases it
 * @throws Refusal AGENT_ALREADY_RUNNING, DATA_DIR_NOT_WRITABLE
 */
export function acquireLock(path: string): () => void {
  const mine: Holder = { pid: process.pid, startTicks: startTicksOf(process.pid) }
  const draft = `${path}.${process.pid}`
  try {
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (tryLink(draft, path)) return () => rmSync(path, { force: true })
      const other = findHolder(path)
      if (other)
        throw new Refusal('AGENT_ALREADY_RUNNING', {
          pid: String(other.pid),
          folder: dirname(path),
        })
      takeAway(path)
    }
    throw new Refusal('DATA_DIR_NOT_WRITABLE', { folder: dirname(path), detail: 'lock' })
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('DATA_DIR_NOT_WRITABLE', { folder: dirname(path), detail: errorCode(error) })
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The process that holds a lock; null: nobody does, or it is gone. */
export function findHolder(path: string): Holder | null {
  const stored = readStored(path, holder)
  if (stored === null || stored === 'damaged') return null
  return isRunning(stored) ? stored : null
}

/** A link is made whole or not at all, so no reader sees a lock without its holder. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Removes a stale lock. If another was quicker, what is removed is its live lock, which is put back. */
function takeAway(path: string): void {
  const away = `${path}.stale.${process.pid}`
  try {
    renameSync(path, away)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if (findHolder(away)) tryLink(away, path)
  rmSync(away, { force: true })
}

function isRunning({ pid, startTicks }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it is there and belongs to another user.
    if (errorCode(error) !== 'EPERM') return false
  }
  const ticksNow = startTicksOf(pid)
  return startTicks === null || ticksNow === null || startTicks === ticksNow
}

/** Field 22 of /proc/<pid>/stat, see proc(5): tells a process from a later one under the same number. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
