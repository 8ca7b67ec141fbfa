import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceProtocol } from '#protocol/device-checks.ts'
import { basicPrinter, digestCamera, formRouter, streamCamera } from './cameras.ts'
import type { LabDevice } from './lab-devices.ts'
import { openLab, type Lab } from './lab.ts'

const password = 'lab-default'
const script = fileURLToPath(new URL('./check-process.ts', import.meta.url))

let lab: Lab
let device: LabDevice
beforeEach(() => {
  lab = openLab()
})
afterEach(async () => {
  await device.close()
  lab.remove()
})

/** How a pair looks that somebody has written down: as it is, as HTTP Basic sends it, and as bytes are printed. */
const spellings = ['utf8', 'base64', 'hex'].flatMap((encoding) =>
  [password, `admin:${password}`].map((secret) =>
    Buffer.from(secret)
      .toString(encoding as BufferEncoding)
      .replace(/=+$/, ''),
  ),
)

/** Has a process of its own check a device of the lab; what it says, and all that it prints and leaves. */
async function tells(protocol: DeviceProtocol) {
  const folder = dirname(lab.path)
  const child = spawn(process.execPath, [script, protocol, lab.path, String(device.port)], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LANG: 'C', NODE_DEBUG: 'net' },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(await ended).toBe(0)
  const left = readdirSync(folder)
  const files = left.map((name) => readFileSync(join(folder, name), 'utf8'))
  return { said: JSON.parse(output), left: left.sort(), everything: [output, errors, ...files] }
}

test.each([
  ['http', 'lab-basic', basicPrinter],
  ['http', 'lab-digest', (factory: string) => digestCamera({ password: factory })],
  ['http', 'lab-form', formRouter],
  ['rtsp', 'lab-rtsp', streamCamera],
] as const)(
  'by %s, the pair of the rule %s stands in nothing that the process prints or leaves',
  async (protocol, rule, deviceOf) => {
    device = await deviceOf(password)
    const { said, left, everything } = await tells(protocol)
    expect(said).toEqual({ result: { verdict: 'default', rule }, attempts: 1 })
    expect(device.counts).toEqual({ attempts: 1, failed: 0 })
    expect(left).toEqual(['device-checks.json', 'diagnostic-report.json'])
    // What is searched is what it was taken for: traces of sockets, and the report of that process.
    expect(everything.filter((one) => one.includes('check-process.ts'))).toHaveLength(1)
    expect(everything.filter((one) => one.includes('NET '))).toHaveLength(1)
    for (const spelling of spellings) {
      expect(everything.filter((one) => one.includes(spelling))).toEqual([])
    }
  },
  20_000,
)
