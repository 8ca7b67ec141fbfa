import { Refusal } from '#protocol/refusals.ts'
import type { HostId } from '#protocol/values.ts'
import type { DeviceChecks, Log } from '#collector/deps.ts'
import type { Connection, DeviceCheckedFrame } from './connection.ts'

type CheckingParts = {
  readonly deviceChecks: Pick<DeviceChecks, 'frameFor' | 'settle'>
  readonly log: Log
}

/** Carries signed texts about checks of devices to their hosts and takes the results, one of a host at a time. */
export class Checking {
  readonly #parts: CheckingParts
  readonly #settling = new Set<HostId>()

  constructor(parts: CheckingParts) {
    this.#parts = parts
  }

  tell({ hostId, greeting, socket }: Connection): void {
    if (hostId === null) return
    const { capabilities } = greeting
    const frame = this.#parts.deviceChecks.frameFor({ hostId, capabilities })
    if (frame !== null) socket.sendFrame(frame)
  }

  /** What comes while one is settled is not answered, and its agent sends it again. @throws Refusal FRAME_OUT_OF_SEQUENCE */
  settle({ hostId, isOpened, socket }: Connection, frame: DeviceCheckedFrame): void {
    if (hostId === null || !isOpened) throw new Refusal('FRAME_OUT_OF_SEQUENCE')
    if (this.#settling.has(hostId)) return
    this.#settling.add(hostId)
    const { deviceChecks, log } = this.#parts
    deviceChecks
      .settle(hostId, frame)
      .then((answer) => socket.sendFrame(answer))
      .catch((error: unknown) => log.error({ err: error, hostId }, 'device check not settled'))
      .finally(() => this.#settling.delete(hostId))
  }
}
