import { openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { uptime } from 'node:os'
import { z } from 'zod'
import { dataFiles } from '#agent/data-folder.ts'
import { acquireLock } from '#agent/lock.ts'
import { openReleaseTrust } from '#agent/update/trust.ts'
import { Updates, type Want } from '#agent/update/updates.ts'

/*
 * The updates of an agent without the rest of it: one process that is offered a release, as often as it starts. It says
 * which version it is, and ends by itself when nothing happens any more.
 */

declare const MACHINE_VERSION: string

const asked = z.object({
  folder: z.string(),
  keys: z.array(z.string()),
  manifest: z.string(),
  /** The packs, one after the other. */
  packs: z.string(),
  /** What the collector does with this version: nothing is heard of a version that is not acknowledged. */
  acknowledges: z.array(z.string()),
  proveMs: z.number(),
})
const { folder, keys, manifest, packs, acknowledges, proveMs } = asked.parse(
  JSON.parse(readFileSync(process.argv[3] ?? '', 'utf8')),
)
const idleMs = 120
const say = (line: string) => process.stdout.write(`${line}\n`)
const log = { info: tell, warn: tell, error: tell, debug: () => undefined }

function tell(...args: readonly unknown[]): void {
  process.stderr.write(`${JSON.stringify(args)}\n`)
}

const release = acquireLock(join(folder, dataFiles.lock))
const file = openSync(packs, 'r')
const end = (code: number) => {
  updates.stop()
  release()
  process.exit(code)
}
const updates = new Updates({
  folder,
  version: MACHINE_VERSION,
  platform: 'linux-x64',
  isLaunched: process.env['KHIEN_LAUNCHED'] === '1',
  trust: openReleaseTrust({ folder, compiled: keys, log }),
  clock: { now: () => Date.now(), steadyMs: () => uptime() * 1000 },
  log,
  restart: () => setImmediate(() => end(75)),
  proveMs,
})
let idle = setTimeout(() => end(0), 10_000)

function want({ digest, kind, offset }: Want): void {
  clearTimeout(idle)
  const bytes = Buffer.alloc(4_096)
  const length = readSync(file, bytes, 0, bytes.length, offset)
  const part = bytes.subarray(0, length).toString('base64url')
  setImmediate(() => updates.arrived({ type: 'part', kind, digest, offset, bytes: part }))
  idle = setTimeout(() => end(0), length === 0 ? idleMs : 3_000)
}

say(`running ${MACHINE_VERSION}`)
updates.begin()
if (acknowledges.includes(MACHINE_VERSION)) setImmediate(() => updates.acknowledged())
setTimeout(() => {
  updates.offered({ type: 'release', manifest, statements: [] }, want)
  const state = updates.standing()?.state
  clearTimeout(idle)
  idle = setTimeout(() => end(0), state === 'trial' || state === 'fetching' ? 3_000 : idleMs)
}, 5)
