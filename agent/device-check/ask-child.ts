import { deviceCheckReport, type DeviceCheckReport } from '#protocol/device-checks.ts'
import type { Run } from '../door/run-program.ts'
import { selfCommand } from '../factory-passwords/self.ts'
import { checkingCommand, type CheckOrder } from './child.ts'

/** One device takes a dozen questions of at most 5 s, or three of at most 15. */
const childTimeoutMs = 120_000

/** Has one device checked by somebody; null: it came to no end. An aborted signal ends it at once. */
export type AskDevice = (
  order: CheckOrder,
  signal: AbortSignal,
) => Promise<DeviceCheckReport | null>

/** Has a device checked by a child of this agent, which is told by its input and runs at the lowest priority. */
export function askByChild(run: Run): AskDevice {
  return async (order, signal) => {
    const { program, args } = selfCommand()
    const ran = await run(program, [...args, checkingCommand], {
      timeoutMs: childTimeoutMs,
      input: JSON.stringify(order),
      signal,
    })
    return ran.ok ? reported(ran.value.stdout) : null
  }
}

function reported(stdout: string): DeviceCheckReport | null {
  try {
    return deviceCheckReport.parse(JSON.parse(stdout))
  } catch {
    // A child that came to no end has said nothing, or half a sentence.
    return null
  }
}
