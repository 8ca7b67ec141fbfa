import { readdirSync, readFileSync } from 'node:fs'
import type { Platform } from '#protocol/values.ts'
import type { Answer } from '../system.ts'
import type { WindowsSystem } from '../windows-system.ts'
import { failure } from './failure.ts'

/**
 * Names of running programs, sorted, each once. Windows names the program file, e.g. `svchost.exe`.
 */
export async function processNames(
  platform: Platform,
  windows: WindowsSystem,
): Promise<Answer<readonly string[]>> {
  if (platform === 'linux') return linuxNames()
  const processes = await windows.processes()
  if (!processes.ok) return processes
  const names = processes.value.map(({ name }) => name).filter((name) => name !== '')
  return { ok: true, value: [...new Set(names)].sort() }
}

/**
 * From /proc/<pid>/stat. A dead process that nobody has buried does not run.
 * A /proc that hides other users' processes (hidepid) would read as "nothing runs": it is not
 * permitted instead.
 */
function linuxNames(): Answer<readonly string[]> {
  try {
    const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))
    if (!pids.includes('1')) return { ok: false, because: 'not-permitted', detail: 'hidepid' }
    const names = pids.map(nameOf).filter((name) => name !== null)
    return { ok: true, value: [...new Set(names)].sort() }
  } catch (error) {
    return failure(error)
  }
}

function nameOf(pid: string): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    const state = stat.charAt(end + 2)
    return state === 'Z' || state === 'X' ? null : stat.slice(stat.indexOf('(') + 1, end)
  } catch {
    // The process ended between the two looks.
    return null
  }
}
