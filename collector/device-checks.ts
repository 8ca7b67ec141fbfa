import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { deviceCheckCapability } from '#protocol/device-checks.ts'
import type { HostId } from '#protocol/values.ts'
import { markCarried, readHandedOut } from '#store/device-checks/carry.ts'
import { storeResult } from '#store/device-checks/store-result.ts'
import type { Clock, DeviceChecks, Events, Log, Store } from './deps.ts'

/** Days end by themselves, and another collector on the same database may have changed something. */
const reloadEveryMs = 30_000

type Parts = {
  readonly store: Store
  readonly now: Clock
  readonly events: Events
  readonly log: Log
}

type Checked = Extract<AgentFrame, { type: 'device-checked' }>

/** The signed texts about checks of devices, to whom each is handed, and the results that come back. */
export async function openDeviceChecks(
  { store, now, events, log }: Parts,
  everyMs = reloadEveryMs,
): Promise<DeviceChecks & { reload(): Promise<void>; close(): void }> {
  const listeners = new Set<() => void>()
  let handedOut = await readHandedOut(store.reader, now())
  const reload = async () => {
    handedOut = await readHandedOut(store.db, now())
    for (const listener of listeners) listener()
  }
  const timer = setInterval(() => {
    reload().catch((error: unknown) => log.error({ err: error }, 'device checks not read'))
  }, everyMs)
  timer.unref()

  const carried = (hostId: HostId, id: string) => {
    markCarried(store.db, { id, hostId, nowMs: now() }).catch((error: unknown) =>
      log.error({ err: error, hostId }, 'authorisation not marked as carried'),
    )
  }
  return {
    reload,
    close: () => clearInterval(timer),
    subscribe: (listener) => void listeners.add(listener),
    frameFor({ hostId, capabilities }) {
      if (!capabilities.includes(deviceCheckCapability)) return null
      const { isStopped, files } = handedOut
      const text = isStopped ? undefined : files.get(hostId)
      if (text) carried(hostId, text.id)
      return { type: 'device-checks', isStopped, file: text?.file ?? null }
    },
    async settle(hostId: HostId, { number, authorisation, report }: Checked) {
      const receivedMs = now()
      const arrived = { hostId, authorisation, report, receivedMs }
      const isStored = await store.db.transaction().execute((trx) => storeResult(trx, arrived))
      if (isStored) events.publish({ kind: 'register-changed', atMs: receivedMs })
      else log.warn({ hostId, authorisation }, 'result of a device check refused')
      return { type: 'device-check-settled', number, isStored } satisfies CollectorFrame
    },
  }
}
