import { join } from 'node:path'
import type { JoinTicket } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { CatalogueFetch } from '../catalogue-fetch.ts'
import { openCatalogue, type AgentCatalogue } from '../catalogue.ts'
import { dataFiles } from '../data-folder.ts'
import { askByChild } from '../device-check/ask-child.ts'
import { DeviceChecks } from '../device-check/checks.ts'
import { openRunner } from '../door/run-program.ts'
import { nativeOnce } from '../door/windows/libraries.ts'
import { chooseTarget, findEnrolment, keepEnrolment, type Enrolment } from '../enrolment.ts'
import { openIdentity, type Identity } from '../identity.ts'
import { readJoinFile, removeJoinFile } from '../join-file.ts'
import { Looking } from '../looking.ts'
import { startLink, type Link, type LinkEvents } from '../link.ts'
import { openOutbox, type Observation, type Outbox } from '../outbox.ts'
import { yieldToOthers } from '../priority.ts'
import { openNeighbourMemory } from '../probes/neighbours/memory.ts'
import { nameOf } from '../proxy.ts'
import { Runner } from '../runner.ts'
import { keepRunStatus, readStatus, type RunStatus } from '../status.ts'
import type { Target } from '../trust.ts'
import { Usage } from '../usage.ts'
import { openReleaseTrust } from '../update/trust.ts'
import { Updates } from '../update/updates.ts'
import { agentVersion, compiledReleaseKeys } from '../version.ts'
import { enrolmentBy, holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/**
 * Looks, keeps and sends until it is told to stop; enrols first where a join string is set.
 * @returns `restart`: another version is to be started in its place
 */
export function run(tools: Tools, stopping: AbortSignal): Promise<'stopped' | 'restart'> {
  return holdingFolder(tools.config.dataDir, () => new RunningAgent(tools).serve(stopping))
}

/** The agent of one data folder while it runs: what the loop, the link and the files tell each other. */
class RunningAgent {
  readonly #tools: Tools
  readonly #folder: string
  readonly #identity: Identity
  readonly #outbox: Outbox
  readonly #usage: Usage
  readonly #joined: JoinTicket | null
  readonly #target: Target
  readonly #catalogue: AgentCatalogue
  readonly #looking: Looking
  readonly #updates: Updates
  readonly #deviceChecks: DeviceChecks
  readonly #restart = Promise.withResolvers<void>()
  readonly #failed = Promise.withResolvers<never>()
  #enrolled: Enrolment | null
  #isForgotten = false
  #status: RunStatus

  constructor(tools: Tools) {
    const { clock, config, log } = tools
    this.#tools = tools
    this.#folder = config.dataDir
    this.#enrolled = findEnrolment(this.#folder)
    this.#joined = config.join ?? readJoinFile(config.joinFile)
    this.#target = chooseTarget(this.#enrolled, this.#joined)
    if (this.#joined && this.#target !== this.#joined) {
      log.warn({ kept: this.#target.address }, 'the join string is of another collector, ignored')
    }
    this.#identity = openIdentity(this.#folder)
    this.#outbox = openOutbox(join(this.#folder, dataFiles.outbox), clock, log)
    this.#usage = new Usage(this.#folder, clock.now())
    this.#catalogue = openCatalogue({ folder: this.#folder, keys: config.catalogueKeys, log })
    this.#updates = this.#openUpdates()
    this.#looking = this.#openLooking()
    this.#deviceChecks = this.#openDeviceChecks()
    this.#status = {
      isConnected: false,
      sinceMs: clock.now(),
      lastAcknowledgedMs: readStatus(this.#folder).run?.lastAcknowledgedMs ?? null,
      why: null,
      proxy: config.proxy && nameOf(config.proxy),
      unsent: this.#outbox.unsent(),
      catalogueSequence: this.#catalogue.sequence(),
      lastLooks: {},
    }
  }

  async serve(stopping: AbortSignal): Promise<'stopped' | 'restart'> {
    const { clock, log, random, system } = this.#tools
    const { hostId } = this.#identity
    const missing = await yieldToOthers(system)
    if (missing.length > 0) log.warn({ missing }, 'not at the lowest priority')
    log.info(
      { hostId, address: this.#target.address, proxy: this.#status.proxy, version: agentVersion },
      'agent started',
    )
    this.#updates.begin()
    this.#deviceChecks.begin()
    const link = startLink({
      ...(await sessionPartsOf(this.#tools, this.#identity)),
      target: this.#target,
      proxy: this.#tools.config.proxy,
      outbox: this.#outbox,
      random,
      catalogue: this.#catalogueFetch(),
      updates: this.#updates,
      deviceChecks: this.#deviceChecks,
      enrolment: () => this.#enrolment(),
      on: this.#linkEvents(() => runner.ask()),
    })
    const runner = new Runner({
      hostId,
      clock,
      restMs: () => this.#looking.restMs(),
      look: (probes) => this.#looking.look(probes),
      roundEnded: (observations) => this.#roundEnded(observations, link),
      failed: this.#failed.reject,
    })
    runner.start()
    let isRestarting = false
    try {
      const restarting = this.#restart.promise.then(() => true)
      const stopped = Promise.race([aborted(stopping), link.ended, this.#failed.promise])
      isRestarting = await Promise.race([restarting, stopped.then(() => false)])
      return isRestarting ? 'restart' : 'stopped'
    } finally {
      runner.stop()
      this.#updates.stop()
      await this.#deviceChecks.stop()
      await link.stop(isRestarting ? 'updating' : 'stopping')
      this.#say({ isConnected: false, sinceMs: clock.now() })
      this.#tolerate(() => this.#usage.keep())
      log.info('agent stopped')
    }
  }

  #linkEvents(ask: () => void): LinkEvents {
    const { clock, config, log } = this.#tools
    const { joinFile } = config
    return {
      welcomed: ({ hostId }) => {
        const { address } = this.#target
        const welcomed = { target: this.#target, hostId, nowMs: clock.now() }
        this.#enrolled = keepEnrolment(this.#folder, this.#enrolled, welcomed)
        this.#isForgotten = false
        if (joinFile !== null) this.#tolerate(() => removeJoinFile(joinFile))
        log.info({ address, hostId }, 'connected')
        this.#say({ isConnected: true, sinceMs: clock.now(), why: null })
      },
      acknowledged: () => {
        this.#say({ lastAcknowledgedMs: clock.now() })
        this.#updates.acknowledged()
      },
      asked: ask,
      waiting: (why) => this.#notConnected(why),
      sent: (bytes) => this.#usage.addSent(clock.now(), bytes),
    }
  }

  #notConnected(why: Refusal): void {
    const { code, params } = why
    const sinceMs = this.#status.isConnected ? this.#tools.clock.now() : this.#status.sinceMs
    this.#isForgotten = code === 'HOST_UNKNOWN'
    this.#say({ isConnected: false, sinceMs, why: { code, params: { ...params } } })
    // A token that is no good will not get better by showing it again.
    if (!this.#enrolled && code.startsWith('TOKEN_')) this.#failed.reject(why)
  }

  /** The token travels until the first welcome, and again to a collector that has forgotten this host. */
  #enrolment(): ReturnType<typeof enrolmentBy> | null {
    const joined = this.#joined
    return joined && (!this.#enrolled || this.#isForgotten) ? enrolmentBy(joined.token) : null
  }

  #openLooking(): Looking {
    const { clock, log, system } = this.#tools
    const memory = openNeighbourMemory(join(this.#folder, dataFiles.neighbours))
    return new Looking({
      system,
      clock,
      log,
      context: () => ({
        agentVersion,
        pseudonym: this.#identity.pseudonym,
        lastDay: this.#usage.lastDay(clock.now()),
        products: this.#catalogue.products(),
        update: this.#updates.standing(),
        neighbours: { networks: this.#tools.config.networks, memory },
      }),
      cost: (cost) => this.#tolerate(() => this.#usage.addRound(clock.now(), cost)),
    })
  }

  #openUpdates(): Updates {
    const { clock, config, log } = this.#tools
    const folder = this.#folder
    const compiled = compiledReleaseKeys.length > 0 ? compiledReleaseKeys : config.releaseKeys
    return new Updates({
      folder,
      version: agentVersion,
      platform: `${process.platform}-${process.arch}`,
      isLaunched: config.isLaunched,
      trust: openReleaseTrust({ folder, compiled, log }),
      clock,
      log,
      restart: () => this.#restart.resolve(),
    })
  }

  #openDeviceChecks(): DeviceChecks {
    const { clock, config, log, system } = this.#tools
    return new DeviceChecks({
      folder: this.#folder,
      hostId: this.#identity.hostId,
      keys: config.deviceCheckKeys,
      clock,
      log,
      ask: askByChild(openRunner(system.platform, nativeOnce()).run),
    })
  }

  #catalogueFetch(): CatalogueFetch {
    const { clock, log } = this.#tools
    const catalogue = this.#catalogue
    const taken = () => this.#say({ catalogueSequence: catalogue.sequence() })
    return new CatalogueFetch({ catalogue, log, steadyMs: clock.steadyMs, taken })
  }

  #roundEnded(observations: readonly Observation[], link: Link): void {
    this.#outbox.record(observations)
    link.roundEnded()
    const looks = observations.map(({ probe, observedAtMs }) => [probe, observedAtMs])
    this.#say({ lastLooks: { ...this.#status.lastLooks, ...Object.fromEntries(looks) } })
  }

  #say(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change, unsent: this.#outbox.unsent() }
    this.#tolerate(() => keepRunStatus(this.#folder, this.#status))
  }

  /** A full disk must not end the agent: what is written here may be lost. */
  #tolerate(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#tools.log.warn({ why: error.message }, 'not kept')
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  const done = Promise.withResolvers<void>()
  if (signal.aborted) done.resolve()
  signal.addEventListener('abort', () => done.resolve(), { once: true })
  return done.promise
}
