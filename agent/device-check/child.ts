import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { z } from 'zod'
import type { DeviceCheckReport } from '#protocol/device-checks.ts'
import { privateRangesOfIpv4 } from '#protocol/networks.ts'
import { hostId, type EpochMs } from '#protocol/values.ts'
import { dataFiles } from '../data-folder.ts'
import { openDeviceRules, sealedDevices } from '../rules/devices.ts'
import type { System } from '../system.ts'
import { admit } from './authorisation.ts'
import { checkDevice, type Checked } from './check.ts'
import { lockLedger, openLedger } from './ledger.ts'
import { macBySystem } from './neighbours.ts'

/** Where the agent is asked to check one device; of no use to people, so its help does not name it. */
export const checkingCommand = 'check-device'

/** What the checking child is told, by its input alone. */
const order = z.strictObject({
  /** The signed text, as it came. */
  file: z.string(),
  hostId,
  keys: z.array(z.string()).max(8),
  dataDir: z.string().min(1).max(1000),
  mac: z.string(),
})
export type CheckOrder = z.infer<typeof order>

type Parts = { readonly system: System; readonly now: () => EpochMs }

/**
 * The whole life of the checking child: reads what to check, verifies that it may, opens the rules, asks one device,
 * answers, ends. Nothing but a report is ever written, whatever happens; a bug says no more than that it was one.
 */
export async function checkByStreams(
  input: Readable,
  output: Writable,
  parts: Parts,
): Promise<boolean> {
  try {
    const told = order.parse(JSON.parse(await textOf(input)))
    const { result, attempts } = await alone(told, () => checked(told, parts))
    const report: DeviceCheckReport = {
      mac: told.mac,
      checkedMs: parts.now(),
      rules: sealedDevices.version,
      attempts,
      result,
    }
    output.write(JSON.stringify(report))
    return true
  } catch {
    // A message would quote what was read.
    return false
  }
}

/** One device at a time. */
async function alone({ dataDir }: CheckOrder, check: () => Promise<Checked>): Promise<Checked> {
  const release = lockLedger(dataDir)
  if (release === null) return refused('busy')
  try {
    return await check()
  } finally {
    release()
  }
}

async function checked(told: CheckOrder, { system, now }: Parts): Promise<Checked> {
  const ledger = openLedger(join(told.dataDir, dataFiles.deviceChecks))
  if (ledger === 'damaged') return refused('ledger-damaged')
  const here = { ...told, ...cards(), nowMs: now(), ledger }
  const admitted = admit(told.file, told.mac, here)
  if (typeof admitted === 'string') return refused(admitted)
  return checkDevice(admitted.device, {
    rules: openDeviceRules(),
    ledger,
    attemptsADay: admitted.attemptsADay,
    ranges: privateRangesOfIpv4,
    now,
    random: () => randomBytes(12).toString('hex'),
    macOf: (address) => macBySystem(system, address),
  })
}

function refused(
  because: Extract<Checked['result'], { verdict: 'not-checked' }>['because'],
): Checked {
  return { result: { verdict: 'not-checked', because }, attempts: 0 }
}

function cards(): { networks: string[]; addresses: string[] } {
  const own = Object.values(networkInterfaces())
    .flat()
    .filter((each) => each?.family === 'IPv4' && !each.internal)
  return {
    networks: own.flatMap((each) => each?.cidr ?? []),
    addresses: own.flatMap((each) => each?.address ?? []),
  }
}
