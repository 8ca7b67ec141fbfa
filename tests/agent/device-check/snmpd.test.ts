import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceProtocol } from '#protocol/device-checks.ts'
import { freePort } from '#tests/support/processes.ts'
import { openLab, type Lab } from './lab.ts'
import { labCommunity } from './snmp-devices.ts'
import { needsSnmpd, startSnmpd, type Snmpd } from './snmpd.ts'

let lab: Lab
let snmpd: Snmpd | null = null
beforeEach((context) => {
  needsSnmpd(context)
  lab = openLab()
})
afterEach(async () => {
  await snmpd?.stop()
  snmpd = null
  lab?.remove()
})

/** Has a process of its own check a real snmpd; what it says, what it leaves, and what the server counted. */
async function tells(protocol: DeviceProtocol, settings: string) {
  const folder = dirname(lab.path)
  const port = await freePort()
  snmpd = await startSnmpd({ folder, listensOn: `127.0.0.1:${port}`, settings })
  const before = new Set(readdirSync(folder))
  const script = fileURLToPath(new URL('./check-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, protocol, lab.path, String(port)], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LANG: 'C', NODE_DEBUG: 'dgram,net' },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(await ended).toBe(0)
  const left = readdirSync(folder).filter((name) => !before.has(name))
  const everything = [output, errors, ...left.map((name) => readFileSync(join(folder, name)))]
  return { said: JSON.parse(output), received: snmpd.received(), left, everything }
}

const spellings = [labCommunity, ...(['base64', 'hex'] as const).map(spelled)]
function spelled(encoding: BufferEncoding): string {
  return Buffer.from(labCommunity).toString(encoding).replace(/=+$/, '')
}

/** What Debian's snmpd is told, and what is then said of it. */
const settingsOf = {
  'the default of its maker': [`rocommunity ${labCommunity}`, 'default', 'lab-model'],
  'the default, for a part that has no name in it': [
    `rocommunity ${labCommunity} default -V interfaces\nview interfaces included .1.3.6.1.2.1.2`,
    'default',
    'lab-any',
  ],
  'one of its own': ['rocommunity its-own', 'this-default-not-in-use', 'lab-any'],
} as const
/** Its access control by group lets in one version alone. */
const byVersion = (version: 'v1' | 'v2c') => `com2sec all default ${labCommunity}
group readers ${version} all
view whole included .1
access readers "" any noauth exact whole none none`

test.each([
  ...(['snmp-v1', 'snmp-v2c'] as const).flatMap((protocol) =>
    Object.entries(settingsOf).map(([name, said]) => [protocol, name, said] as const),
  ),
  ['snmp-v2c', 'version 2c alone', [byVersion('v2c'), 'default', 'lab-model']],
  ['snmp-v1', 'version 2c alone', [byVersion('v2c'), 'this-default-not-in-use', 'lab-any']],
  ['snmp-v1', 'version 1 alone', [byVersion('v1'), 'default', 'lab-model']],
] as const)(
  'asked by %s, a real snmpd with %s is asked once, and nothing tells of it',
  async (protocol, _, [settings, verdict, rule]) => {
    const { said, received, left, everything } = await tells(protocol, settings)
    expect(said).toEqual({ result: { verdict, rule }, attempts: 1 })
    expect(received).toBe(1)
    expect(left.sort()).toEqual(['device-checks.json', 'diagnostic-report.json'])
    // What is searched is what it was taken for: traces of sockets, and the report of that process.
    expect(everything.filter((one) => one.includes('check-process.ts'))).toHaveLength(1)
    expect(everything.filter((one) => one.includes('NET '))).toHaveLength(1)
    for (const spelling of spellings) {
      expect(everything.filter((one) => one.includes(spelling))).toEqual([])
    }
  },
  20_000,
)
