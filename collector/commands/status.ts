import { existsSync } from 'node:fs'
import { sizeText } from '#i18n/size-text.ts'
import { troubleText } from '#i18n/system-text.ts'
import { jobIds, type JobView } from '#protocol/system.ts'
import type { EpochMs } from '#protocol/values.ts'
import { troublesOf } from '#domain/system-trouble.ts'
import { readNewestBackup } from '#store/backups/runs.ts'
import { readDatabaseBytes } from '#store/database-bytes.ts'
import { countStanding } from '#store/host-standing.ts'
import { readJobRecord } from '#store/job-runs.ts'
import { openStoreBeside } from '#store/open.ts'
import { uptimesSince } from '#store/uptime.ts'
import { listWaiting } from '#store/waiting/waiting.ts'
import type { ServedCertificate, Store } from '../deps.ts'
import { createShelf } from '../packages/shelf.ts'
import { openAuthority } from '../pki/authority.ts'
import { diskOf, fileBytes } from '../upkeep.ts'
import { collectorVersion } from '../version.ts'
import { authorityFolder, packagesFolder, storeOptions, type Tools } from './tools.ts'

/** A collector that runs says so once a minute. */
const seenWithinMs = 3 * 60_000
const recordMs = 7 * 86_400_000

/** Prints on one screen how the collector fares. Works beside one that is running. True: nothing is wrong. */
export async function status(tools: Tools): Promise<boolean> {
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const health = await healthOf(tools, store)
    const seenMs = await lastSeen(store)
    const isRunning = seenMs !== null && health.nowMs - seenMs < seenWithinMs
    await printLines(tools, store, { health, seenMs, isRunning })
    const { print, words } = tools
    const troubles = troublesOf(health)
    const said = [
      ...(isRunning ? [] : [words.t('collector.status.not-running')]),
      ...troubles.map((one) => troubleText(words, one, health)),
    ]
    print('')
    for (const sentence of said) print(`- ${sentence}`)
    if (said.length === 0) print(words.t('collector.status.fine'))
    return isRunning && troubles.every(({ weight }) => weight !== 'wrong')
  } finally {
    await store.close()
  }
}

type Health = Awaited<ReturnType<typeof healthOf>>

/** What is known from beside: the queue lives in the memory of the process that runs. */
async function healthOf(tools: Tools, store: Store) {
  const { config, now } = tools
  const nowMs = now()
  const backup = await readNewestBackup(store.reader)
  return {
    nowMs,
    database: { engine: store.engine, bytes: await readDatabaseBytes(store) },
    disk: await diskOf(config.dataDir),
    queueDepth: 0,
    liveListeners: 0,
    jobs: await readJobs(store, nowMs),
    certificates: [...(await certificatesOf(tools, nowMs))],
    backup: backup && { ...backup, isThere: await isThere(backup) },
  }
}

async function isThere({ file, bytes }: { file: string; bytes: number }): Promise<boolean | null> {
  const held = await fileBytes(file)
  return held === null ? null : held === bytes
}

async function readJobs({ reader }: Store, nowMs: EpochMs): Promise<JobView[]> {
  const views: JobView[] = []
  for (const id of jobIds) {
    const record = await readJobRecord(reader, { job: id, sinceMs: nowMs - recordMs })
    views.push({ id, nextMs: null, ...record })
  }
  return views
}

/** A data folder that never served has none, and a look makes none. */
async function certificatesOf(
  { config }: Tools,
  nowMs: EpochMs,
): Promise<readonly ServedCertificate[]> {
  const folder = authorityFolder(config)
  if (!existsSync(folder)) return []
  const { address, browserCertificate } = config
  return (await openAuthority({ folder, address, browserCertificate, nowMs })).certificates()
}

async function lastSeen({ reader }: Store): Promise<EpochMs | null> {
  const intervals = await uptimesSince(reader, 0)
  return intervals.length === 0 ? null : Math.max(...intervals.map(({ untilMs }) => untilMs))
}

type Seen = {
  readonly health: Health
  readonly seenMs: EpochMs | null
  readonly isRunning: boolean
}

async function printLines(
  tools: Tools,
  store: Store,
  { health, seenMs, isRunning }: Seen,
): Promise<void> {
  const { config, print, words } = tools
  const { t, number, time } = words
  const { database, disk, backup, nowMs } = health
  const hosts = await countStanding(store.reader)
  const everybody = { scope: 'all', agencyId: undefined, nowMs } as const
  const { total: waiting } = await listWaiting(store.reader, everybody)
  const folder = packagesFolder(config)
  const packages = await createShelf(folder).list()
  const size = (bytes: number) => sizeText(words, bytes)
  const running = isRunning ? 'now' : 'last'
  const lines = [
    [t('collector.status.version'), collectorVersion],
    [t('collector.status.address'), `https://${config.address}`],
    [
      t('collector.status.running'),
      seenMs === null
        ? t('collector.status.running.never')
        : t(`collector.status.running.${running}`, { time: time(seenMs) }),
    ],
    [
      t('collector.status.database'),
      `${database.engine}, ${size(database.bytes)} (${config.dataDir})`,
    ],
    [t('collector.status.disk'), disk ? diskText(disk) : t('system.disk.unknown')],
    [
      t('collector.status.hosts'),
      t('collector.status.hosts.of', {
        reporting: number(hosts.reporting),
        total: number(hosts.total),
        waiting: number(waiting),
      }),
    ],
    [t('collector.status.backup'), backup ? backupText(backup) : t('system.backup.none')],
    [
      t('collector.status.packages'),
      t('collector.status.packages.count', { count: number(packages.length), folder }),
    ],
  ] as const
  const width = Math.max(...lines.map(([name]) => name.length))
  for (const [name, value] of lines) print(`${name.padEnd(width)}  ${value}`)

  function diskText({ freeBytes, totalBytes }: NonNullable<Health['disk']>): string {
    const percent = number((freeBytes * 100) / totalBytes, 0)
    return t('system.disk.free', { free: size(freeBytes), total: size(totalBytes), percent })
  }

  function backupText({ momentMs, verifiedMs, bytes, file }: NonNullable<Health['backup']>) {
    const times = { time: time(momentMs), verified: time(verifiedMs) }
    return t('collector.status.backup.of', { ...times, size: size(bytes), file })
  }
}
