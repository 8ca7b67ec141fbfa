import { spawnSync } from 'node:child_process'
import { getuid } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'vitest'

const uidOfNobody = 65_534

/** Asks the real door in a process of `nobody`, for a file or for the answer of one probe. */
export async function lookAsNobody(
  context: TestContext,
  asked: { readFile: string } | { probe: string },
): Promise<unknown> {
  if (getuid?.() !== 0) context.skip('only root can start a process of another user')
  const script = fileURLToPath(new URL('./look.ts', import.meta.url))
  const run = spawnSync(process.execPath, [script, JSON.stringify(asked)], {
    uid: uidOfNobody,
    gid: uidOfNobody,
    cwd: '/',
    encoding: 'utf8',
  })
  if (run.error || /EACCES|MODULE_NOT_FOUND/.test(run.stderr)) {
    context.skip('nobody may not read this checkout')
  }
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}
