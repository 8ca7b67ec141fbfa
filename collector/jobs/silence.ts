import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { addToCounters, countMove } from '#store/counters.ts'
import { lockHosts } from '#store/host-state.ts'
import {
  beginSilences,
  clearSilent,
  endSilences,
  findHeardAgain,
  findNewlySilent,
} from '#store/silence.ts'
import { uptimesSince } from '#store/uptime.ts'
import type { Job, JobDeps } from './job.ts'
import { publishChanged } from './publish-changed.ts'
import { silenceCutoff } from './silence-cutoff.ts'

const hostsPerTransaction = 200
const transactionsPerRun = 100
/** How far back the collector's own uptime is added up, as a multiple of the time that makes a host silent. */
const lookBackFactor = 20

/**
 * Opens an interval of silence for hosts that did not report for longer than the setting allows, and ends it where
 * a setting that was raised since allows more.
 */
export function silence(deps: JobDeps): Job {
  return { id: 'silence', schedule: '*/5 * * * *', run: () => findSilent(deps) }
}

async function findSilent(deps: JobDeps): Promise<void> {
  const { store, now, context } = deps
  const nowMs = now()
  const silentAfterMs = context().settings.silentAfterDays.value * dayMs
  const uptimes = await uptimesSince(store.db, nowMs - lookBackFactor * silentAfterMs)
  const cutoffMs = silenceCutoff(uptimes, { nowMs, silentAfterMs })
  if (cutoffMs === null) return
  await endAllowed(deps, { cutoffMs, nowMs })
  for (let turn = 0; turn < transactionsPerRun; turn += 1) {
    const found = await findNewlySilent(store.db, cutoffMs, hostsPerTransaction)
    if (found.length === 0) return
    const silent = await silenceHosts(deps, found, { cutoffMs, nowMs })
    publishChanged(deps, silent)
  }
}

type Moment = { readonly cutoffMs: EpochMs; readonly nowMs: EpochMs }

/** A host may have reported since it was found: what counts is what its locked row says. */
async function silenceHosts(
  { store: { db, engine } }: JobDeps,
  found: readonly HostId[],
  { cutoffMs, nowMs }: Moment,
): Promise<HostId[]> {
  return db.transaction().execute(async (trx) => {
    const locked = await lockHosts(trx, engine, found)
    const hosts = [...locked.values()].filter(
      ({ lastReceivedMs, silentSinceMs }) =>
        silentSinceMs === null && lastReceivedMs !== null && lastReceivedMs < cutoffMs,
    )
    await beginSilences(
      trx,
      engine,
      hosts.map(({ id }) => ({ hostId: id, atMs: nowMs })),
    )
    await addToCounters(
      trx,
      engine,
      hosts.flatMap((host) => countMove({ ...host, isSilent: false }, { ...host, isSilent: true })),
    )
    return hosts.map(({ id }) => id)
  })
}

async function endAllowed(deps: JobDeps, moment: Moment): Promise<void> {
  for (let turn = 0; turn < transactionsPerRun; turn += 1) {
    const found = await findHeardAgain(deps.store.db, moment.cutoffMs, hostsPerTransaction)
    if (found.length === 0) return
    publishChanged(deps, await endSilence(deps, found, moment))
  }
}

async function endSilence(
  { store: { db, engine } }: JobDeps,
  found: readonly HostId[],
  { cutoffMs, nowMs }: Moment,
): Promise<HostId[]> {
  return db.transaction().execute(async (trx) => {
    const locked = await lockHosts(trx, engine, found)
    const hosts = [...locked.values()].filter(
      ({ lastReceivedMs, silentSinceMs }) =>
        silentSinceMs !== null && lastReceivedMs !== null && lastReceivedMs >= cutoffMs,
    )
    const hostIds = hosts.map(({ id }) => id)
    await endSilences(
      trx,
      engine,
      hostIds.map((hostId) => ({ hostId, atMs: nowMs })),
    )
    await clearSilent(trx, hostIds)
    await addToCounters(
      trx,
      engine,
      hosts.flatMap((host) => countMove({ ...host, isSilent: true }, { ...host, isSilent: false })),
    )
    return hostIds
  })
}
