import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { DeviceProtocol } from '#protocol/device-checks.ts'
import type { Lab } from './lab.ts'

const script = fileURLToPath(new URL('./check-process.ts', import.meta.url))

/** How these words look where somebody has written them down: as they are, as HTTP Basic sends them, as bytes are printed. */
export function spellingsOf(...secrets: readonly string[]): readonly string[] {
  const encodings = ['utf8', 'base64', 'hex'] as const
  return encodings.flatMap((encoding) =>
    secrets.map((secret) => Buffer.from(secret).toString(encoding).replace(/=+$/, '')),
  )
}

/** What a process said of a device, the names of the files that it left, and every word that it printed or left. */
export type Told = {
  readonly said: unknown
  readonly left: readonly string[]
  readonly everything: readonly string[]
}

/** Has a process of its own check a device of the lab, with all traces on; its folder is that of the ledger. */
export async function tell(
  lab: Lab,
  { protocol, port }: { protocol: DeviceProtocol; port: number },
): Promise<Told> {
  const folder = dirname(lab.path)
  const before = new Set(readdirSync(folder))
  const child = spawn(process.execPath, [script, protocol, lab.path, String(port)], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LANG: 'C', NODE_DEBUG: 'dgram,net' },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(await ended, errors).toBe(0)
  const left = readdirSync(folder).filter((name) => !before.has(name))
  const files = left.map((name) => readFileSync(join(folder, name), 'utf8'))
  return { said: JSON.parse(output), left: left.sort(), everything: [output, errors, ...files] }
}

/** That none of these words stands in what a process told, and that what was searched is what it was taken for. */
export function expectNowhere({ left, everything }: Told, secrets: readonly string[]): void {
  expect(left).toEqual(['device-checks.json', 'diagnostic-report.json'])
  expect(everything.filter((one) => one.includes('check-process.ts'))).toHaveLength(1)
  expect(everything.filter((one) => one.includes('NET '))).toHaveLength(1)
  for (const spelling of spellingsOf(...secrets)) {
    expect(everything.filter((one) => one.includes(spelling))).toEqual([])
  }
}
