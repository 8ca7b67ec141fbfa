import type { EpochMs, HostId } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'

const hostIdsMax = 200

/** What happened since the last time something was sent; many events become few. */
export type LiveWindow = {
  add(event: LiveEvent): void
  isEmpty(): boolean
  /** What to send now, the window being empty afterwards. */
  take(atMs: EpochMs): LiveEvent[]
}

export function createLiveWindow(): LiveWindow {
  let reported = new Set<HostId>()
  /** Hosts that reported in events that did not name all of theirs. */
  let unnamed = 0
  let hasNewVerdicts = false
  let connected = new Map<HostId, boolean>()
  let isRegisterChanged = false
  let isJudgingChanged = false

  return {
    add(event) {
      switch (event.kind) {
        case 'hello':
          return
        case 'hosts-reported':
          for (const id of event.hostIds) reported.add(id)
          unnamed += event.total - event.hostIds.length
          hasNewVerdicts ||= event.hasNewVerdicts
          return
        case 'host-connected':
          connected.set(event.hostId, event.isConnected)
          return
        case 'register-changed':
          isRegisterChanged = true
          return
        case 'judging-changed':
          isJudgingChanged = true
          return
      }
    },

    isEmpty: () =>
      reported.size === 0 &&
      unnamed === 0 &&
      connected.size === 0 &&
      !isRegisterChanged &&
      !isJudgingChanged,

    take(atMs) {
      const events: LiveEvent[] = []
      const total = reported.size + unnamed
      if (total > 0) {
        const hostIds = [...reported].slice(0, hostIdsMax)
        events.push({ kind: 'hosts-reported', atMs, hostIds, total, hasNewVerdicts })
      }
      // A whole province that comes back at once: the browser asks for everything anyway.
      const isFlood = connected.size > hostIdsMax
      for (const [hostId, isConnected] of isFlood ? [] : connected) {
        events.push({ kind: 'host-connected', atMs, hostId, isConnected })
      }
      if (isRegisterChanged || isFlood) events.push({ kind: 'register-changed', atMs })
      if (isJudgingChanged) events.push({ kind: 'judging-changed', atMs })
      reported = new Set()
      unnamed = 0
      hasNewVerdicts = false
      connected = new Map()
      isRegisterChanged = false
      isJudgingChanged = false
      return events
    },
  }
}
