import type { EpochMs, HostId } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'

const hostIdsMax = 200
/** Hosts that a window tells apart; of more it keeps the number. */
const hostsKeptMax = 5_000

/** What a browser is told of as a whole. */
const nothingChanged: {
  readonly isRegisterChanged: boolean
  readonly areEnrolmentsChanged: boolean
  readonly isJudgingChanged: boolean
  readonly areFiguresRead: boolean
} = {
  isRegisterChanged: false,
  areEnrolmentsChanged: false,
  isJudgingChanged: false,
  areFiguresRead: false,
}

/** What happened since the last time something was sent. */
export type Happened = {
  readonly reported: ReadonlySet<HostId>
  /** Reports of hosts that are not named. */
  readonly unnamed: number
  readonly hasNewVerdicts: boolean
  readonly connected: ReadonlyMap<HostId, boolean>
} & typeof nothingChanged

/** Many events become few. */
export type LiveWindow = {
  add(event: LiveEvent): void
  isEmpty(): boolean
  /** What happened, the window being empty afterwards. */
  take(): Happened
}

export function createLiveWindow(): LiveWindow {
  let reported = new Set<HostId>()
  let unnamed = 0
  let hasNewVerdicts = false
  let connected = new Map<HostId, boolean>()
  let changed = nothingChanged

  return {
    add(event) {
      switch (event.kind) {
        case 'hello':
          return
        case 'hosts-reported':
          for (const id of event.hostIds) {
            if (reported.size < hostsKeptMax) reported.add(id)
            else if (!reported.has(id)) unnamed += 1
          }
          unnamed += event.total - event.hostIds.length
          hasNewVerdicts ||= event.hasNewVerdicts
          return
        case 'host-connected':
          if (connected.size < hostsKeptMax) connected.set(event.hostId, event.isConnected)
          return
        case 'register-changed':
          changed = { ...changed, isRegisterChanged: true }
          return
        case 'enrolments-changed':
          changed = { ...changed, areEnrolmentsChanged: true }
          return
        case 'judging-changed':
          changed = { ...changed, isJudgingChanged: true }
          return
        case 'figures-read':
          changed = { ...changed, areFiguresRead: true }
          return
      }
    },

    isEmpty: () =>
      reported.size === 0 &&
      unnamed === 0 &&
      connected.size === 0 &&
      Object.values(changed).every((isSo) => !isSo),

    take() {
      const happened = { reported, unnamed, hasNewVerdicts, connected, ...changed }
      reported = new Set()
      unnamed = 0
      hasNewVerdicts = false
      connected = new Map()
      changed = nothingChanged
      return happened
    },
  }
}

/**
 * What of it somebody may know who sees these hosts alone. Reports of hosts that are not named may be theirs, so
 * the browser is told to ask for everything instead of a number that would be wrong.
 */
export function happenedTo(hosts: ReadonlySet<HostId>, happened: Happened): Happened {
  const reported = new Set([...happened.reported].filter((id) => hosts.has(id)))
  return {
    reported,
    unnamed: 0,
    hasNewVerdicts: happened.hasNewVerdicts,
    connected: new Map([...happened.connected].filter(([id]) => hosts.has(id))),
    isRegisterChanged: happened.isRegisterChanged || happened.unnamed > 0,
    areEnrolmentsChanged: happened.areEnrolmentsChanged,
    isJudgingChanged: happened.isJudgingChanged,
    areFiguresRead: happened.areFiguresRead,
  }
}

/** What a browser is sent of it. */
export function eventsOf(happened: Happened, atMs: EpochMs): LiveEvent[] {
  const { reported, unnamed, hasNewVerdicts, connected } = happened
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
  if (happened.isRegisterChanged || isFlood) events.push({ kind: 'register-changed', atMs })
  if (happened.areEnrolmentsChanged) events.push({ kind: 'enrolments-changed', atMs })
  if (happened.isJudgingChanged) events.push({ kind: 'judging-changed', atMs })
  if (happened.areFiguresRead) events.push({ kind: 'figures-read', atMs })
  return events
}
