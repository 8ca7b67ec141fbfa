import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceProtocol } from '#protocol/device-checks.ts'
import { freePort } from '#tests/support/processes.ts'
import { openLab, type Lab } from './lab.ts'
import { labCommunity } from './snmp-devices.ts'
import { needsSnmpd, startSnmpd, type Snmpd } from './snmpd.ts'
import { expectNowhere, tell } from './telling.ts'

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

/** Has a process of its own check a real snmpd; what it tells, and what the server counted. */
async function tells(protocol: DeviceProtocol, settings: string) {
  const port = await freePort()
  snmpd = await startSnmpd({ folder: dirname(lab.path), listensOn: `127.0.0.1:${port}`, settings })
  const told = await tell(lab, { protocol, port })
  return { told, received: snmpd.received() }
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
    const { told, received } = await tells(protocol, settings)
    expect(told.said).toEqual({ result: { verdict, rule }, attempts: 1 })
    expect(received).toBe(1)
    expectNowhere(told, [labCommunity])
  },
  20_000,
)
