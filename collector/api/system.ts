import { troublesOf } from '#domain/system-trouble.ts'
import type { JobView } from '#protocol/system.ts'
import { readNewestBackup, type TakenBackup } from '#store/backups/runs.ts'
import { readDatabaseBytes } from '#store/database-bytes.ts'
import { readJobRecord } from '#store/job-runs.ts'
import type { ApiDeps, Handlers } from './call.ts'
import type { Live } from './live.ts'

/** How far back successes and failures of jobs are looked for: every job is due at least once a day. */
const recordMs = 7 * 86_400_000

/** How the collector itself fares, for a person and for a monitor. */
export function systemHandlers(
  deps: ApiDeps,
  live: Pick<Live, 'listeners'>,
): Pick<Handlers, 'metrics' | 'systemHealth'> {
  const { store, connections, upkeep, now, startedMs } = deps

  async function standing() {
    return {
      startedMs,
      connectedAgents: connections.connectedIds().length,
      queueDepth: upkeep.queueDepth(),
      liveListeners: live.listeners(),
      databaseBytes: await readDatabaseBytes(store),
      disk: await upkeep.disk(),
      jobs: await readJobs(deps),
      backup: await readNewestBackup(store.reader),
    }
  }

  return {
    async metrics({ reply }) {
      const { disk, ...figures } = await standing()
      const text = await upkeep.metrics.text({
        ...figures,
        freeBytes: disk?.freeBytes ?? null,
        certificates: upkeep.certificates(),
      })
      await reply.type(upkeep.metrics.contentType).send(text)
    },

    async systemHealth() {
      const { databaseBytes, backup, ...figures } = await standing()
      const health = {
        ...figures,
        version: deps.version,
        nowMs: now(),
        database: { engine: store.engine, bytes: databaseBytes },
        certificates: [...upkeep.certificates()],
        backup: backup && { ...backup, isThere: await isThere(deps, backup) },
      }
      return { ...health, troubles: troublesOf(health) }
    },
  }
}

async function isThere({ upkeep }: ApiDeps, { file, bytes }: TakenBackup): Promise<boolean | null> {
  const held = await upkeep.fileBytes(file)
  return held === null ? null : held === bytes
}

async function readJobs({ store, upkeep, now }: ApiDeps): Promise<JobView[]> {
  const sinceMs = now() - recordMs
  const views: JobView[] = []
  for (const { id, nextMs } of upkeep.jobs()) {
    views.push({ id, nextMs, ...(await readJobRecord(store.reader, { job: id, sinceMs })) })
  }
  return views
}
