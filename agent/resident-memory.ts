import { readFileSync } from 'node:fs'

/**
 * What this process holds in memory of its own, in bytes. Linux: RssAnon and RssShmem of proc(5), so the mapped file
 * of the executable, which the system may drop at any time and other processes share, is left out. Elsewhere the whole
 * resident set: it overstates.
 */
export function residentBytes(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss()
  return ownBytesOf(readFileSync('/proc/self/status', 'utf8')) ?? process.memoryUsage.rss()
}

/** RssAnon and RssShmem from the text of /proc/<pid>/status; null where a kernel before 4.5 does not tell them. */
export function ownBytesOf(status: string): number | null {
  const fields = [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)]
  if (fields.length < 2) return null
  return fields.reduce((sum, [, kibibytes]) => sum + Number(kibibytes) * 1024, 0)
}
