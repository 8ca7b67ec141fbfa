import type { FastifyInstance } from 'fastify'
import { Server } from 'node:https'
import { encodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { rememberOnce } from '#store/meta.ts'
import { openStore } from '#store/open.ts'
import { openDeviceChecks } from '../device-checks.ts'
import { openContexts } from '../contexts.ts'
import type { Store } from '../deps.ts'
import { createEvents } from '../events.ts'
import { createGateway, type Gateway } from '../gateway/gateway.ts'
import { createScriptReports } from '../gateway/script-reports.ts'
import { createIngest } from '../ingest.ts'
import { allJobs } from '../jobs/registry.ts'
import { startJobs, type Scheduler } from '../jobs/scheduler.ts'
import { webFolder } from '../own-files.ts'
import { openAuthority, type Authority } from '../pki/authority.ts'
import { openRollouts } from '../releases/rollouts.ts'
import { openDocumentSigner } from '../pki/document-signer.ts'
import { createMetrics } from '../metrics.ts'
import { createShelf } from '../packages/shelf.ts'
import { createServer } from '../server.ts'
import { openSignInWays } from '../sign-in-ways.ts'
import { countReports, createUpkeep } from '../upkeep.ts'
import { collectorVersion } from '../version.ts'
import { isHalfRestored } from '../backup/data-folder.ts'
import { takeBackupApart } from './backup-process.ts'
import { prepareAdministrator } from './administrator.ts'
import { listen } from './listen.ts'
import { openLongReads, readAhead } from './long-reads.ts'
import { authorityFolder, packagesFolder, storeOptions, type Tools } from './tools.ts'

const renewEveryMs = 12 * 3_600_000

/**
 * Runs the collector until `stopping`: takes agents and browsers, then answers what it has taken and ends.
 * @throws Refusal DATA_DIR_NOT_WRITABLE, DATA_DIR_IN_USE, DATABASE_NOT_OPENED, DATABASE_NEWER,
 *   CERTIFICATE_INVALID, PORT_IN_USE, PORT_NOT_PERMITTED, SETTING_INVALID, RESTORE_UNFINISHED
 */
export async function run(tools: Tools, stopping: AbortSignal): Promise<void> {
  const { dataDir: folder } = tools.config
  if (isHalfRestored(folder)) throw new Refusal('RESTORE_UNFINISHED', { folder })
  const store = await openStore(storeOptions(tools))
  try {
    await rememberOnce(store.db, 'database-id', tools.newId())
    await serve(tools, store, stopping)
  } finally {
    await store.close()
  }
  tools.print(tools.words.t('collector.stopped'))
}

async function serve(tools: Tools, store: Store, stopping: AbortSignal): Promise<void> {
  const { config, now, log } = tools
  const authority = await authorityOf(tools)
  const { pins } = authority
  const signInWays = await openSignInWays(config, log)
  const events = createEvents(log)
  const contexts = await openContexts({ store, log })
  const context = () => contexts.current()
  const metrics = createMetrics()
  const ingest = countReports(createIngest({ store, now, context, events, log }), metrics)
  const catalogue = () => contexts.catalogue('antivirus-products')
  const releases = await openRollouts({ store, now, log, dataDir: config.dataDir })
  const countRefused = metrics.countRefusedFrame
  const deviceChecks = await openDeviceChecks({ store, now, events, log })
  const offering = { catalogue, releases, deviceChecks }
  const taking = { store, ingest, pins, events, countRefused, ...offering }
  const gateway = createGateway({ ...tools, ...taking })
  let jobs: Scheduler | null = null
  const known = { dataFolder: config.dataDir, ingest, authority, metrics }
  const upkeep = createUpkeep({ ...known, jobs: () => jobs?.ahead() ?? [] })
  contexts.subscribe(() => events.publish({ kind: 'judging-changed', atMs: now() }))
  passOn({ contexts, releases, deviceChecks }, gateway)
  const longReads = openLongReads(tools, events)
  const app = await createServer({
    ...tools,
    store,
    events,
    contexts,
    catalogueKeys: config.catalogueKeys,
    deviceCheckKeys: config.deviceCheckKeys,
    reloadReleases: () => releases.reload(),
    reloadDeviceChecks: () => deviceChecks.reload(),
    connections: gateway.connections,
    provinceId: config.province,
    joinOf: (token) => encodeJoin({ address: config.address, token, pins: [...pins] }),
    signInWays,
    scriptReports: createScriptReports({ ...tools, store, ingest }),
    longReads,
    documentSigner: await openDocumentSigner(authorityFolder(config), now()),
    upkeep,
    packages: createShelf(packagesFolder(config)),
    version: collectorVersion,
    startedMs: now(),
    tls: authority.tlsOptions,
    webFolder,
  })
  const renewing = setInterval(() => void renew(authority, tools), renewEveryMs)
  try {
    gateway.attach(serverOf(app))
    const makeAdministrator = await prepareAdministrator(store, tools)
    const port = await listen(app, config)
    await makeAdministrator()
    const shared = { store, now, log, events, newId: tools.newId, provinceId: config.province }
    const backups = backupsOf(tools, stopping)
    const reloading = { context, reloadContext: () => contexts.reload() }
    const jobDeps = { ...shared, ...signInWays, ...reloading, backups }
    jobs = startJobs(allJobs(jobDeps), shared)
    readAhead(longReads, log, stopping)
    sayReady(tools, port)
    await aborted(stopping)
  } finally {
    clearInterval(renewing)
    await gateway.close()
    await jobs?.stop()
    for (const signed of [releases, deviceChecks]) signed.close()
    for (const open of [contexts, ingest, app, longReads]) await open.close()
  }
}

type Changing = { subscribe(listener: () => void): unknown }

/** Connected agents learn at once of what changes for them. */
function passOn(
  what: Readonly<Record<'contexts' | 'releases' | 'deviceChecks', Changing>>,
  gateway: Pick<Gateway, 'offerCatalogue' | 'offerRelease' | 'tellDeviceChecks'>,
): void {
  what.contexts.subscribe(() => gateway.offerCatalogue())
  what.releases.subscribe(() => gateway.offerRelease())
  what.deviceChecks.subscribe(() => gateway.tellDeviceChecks())
}

function authorityOf({ config, now }: Tools): Promise<Authority> {
  const { address, browserCertificate } = config
  return openAuthority({
    folder: authorityFolder(config),
    address,
    browserCertificate,
    nowMs: now(),
  })
}

function backupsOf({ config }: Tools, stopping: AbortSignal) {
  const { folder, hour } = config.backup
  return folder === null ? null : { hour, take: () => takeBackupApart(stopping) }
}

/** The one line that says to a program and the one that says to a person that it is up. */
function sayReady({ config, log, print, words }: Tools, port: number): void {
  const address = `https://${config.address}`
  log.info({ event: 'ready', address, port }, 'ready')
  print(words.t('collector.ready', { address }))
}

/** Makes certificates anew that end soon, and reads again the one that was given for browsers. */
async function renew(authority: Authority, { now, log }: Tools): Promise<void> {
  try {
    if (await authority.renew(now())) log.info('certificates renewed')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    log.error({ code: error.code, ...error.params }, 'certificates not renewed')
  }
}

/** Fastify names the type of a plain server; with `https` it is a TLS one. */
function serverOf(app: FastifyInstance): Server {
  const server: unknown = app.server
  if (server instanceof Server) return server
  throw new Error('the server does not speak TLS')
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
