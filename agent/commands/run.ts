import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'
import { CatalogueFetch } from '../catalogue-fetch.ts'
import { openCatalogue, type AgentCatalogue } from '../catalogue.ts'
import { dataFiles } from '../data-folder.ts'
import { chooseTarget, findEnrolment, keepEnrolment, type Enrolment } from '../enrolment.ts'
import { openIdentity, type Identity } from '../identity.ts'
import { Looking } from '../looking.ts'
import { startLink, type Link, type LinkEvents } from '../link.ts'
import { openOutbox, type Observation, type Outbox } from '../outbox.ts'
import { yieldToOthers } from '../priority.ts'
import { Runner } from '../runner.ts'
import { keepRunStatus, readStatus, type RunStatus } from '../status.ts'
import type { Target } from '../trust.ts'
import { Usage } from '../usage.ts'
import { agentVersion } from '../version.ts'
import { enrolmentBy, holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/** Looks, keeps and sends until it is told to stop; enrols first where a join string is set. */
export async function run(tools: Tools, stopping: AbortSignal): Promise<void> {
  await holdingFolder(tools.config.dataDir, async () => {
    const agent = new RunningAgent(tools)
    await agent.serve(stopping)
  })
}

/** The agent of one data folder while it runs: what the loop, the link and the files tell each other. */
class RunningAgent {
  readonly #tools: Tools
  readonly #folder: string
  readonly #identity: Identity
  readonly #outbox: Outbox
  readonly #usage: Usage
  readonly #target: Target
  readonly #catalogue: AgentCatalogue
  readonly #looking: Looking
  readonly #failed = Promise.withResolvers<never>()
  #enrolled: Enrolment | null
  #isForgotten = false
  #status: RunStatus

  constructor(tools: Tools) {
    const { clock, config, log } = tools
    this.#tools = tools
    this.#folder = config.dataDir
    this.#enrolled = findEnrolment(this.#folder)
    this.#target = chooseTarget(this.#enrolled, config.join)
    if (config.join && this.#target !== config.join) {
      log.warn({ kept: this.#target.address }, 'KHIEN_JOIN is of another collector, ignored')
    }
    this.#identity = openIdentity(this.#folder)
    this.#outbox = openOutbox(join(this.#folder, dataFiles.outbox), clock, log)
    this.#usage = new Usage(this.#folder, clock.now())
    this.#catalogue = openCatalogue({ folder: this.#folder, keys: config.catalogueKeys, log })
    this.#looking = this.#openLooking()
    this.#status = {
      isConnected: false,
      sinceMs: clock.now(),
      lastAcknowledgedMs: readStatus(this.#folder).run?.lastAcknowledgedMs ?? null,
      why: null,
      unsent: this.#outbox.unsent(),
      catalogueSequence: this.#catalogue.sequence(),
      lastLooks: {},
    }
  }

  async serve(stopping: AbortSignal): Promise<void> {
    const { clock, log, random, system } = this.#tools
    const { hostId } = this.#identity
    const missing = await yieldToOthers(system)
    if (missing.length > 0) log.warn({ missing }, 'not at the lowest priority')
    log.info({ hostId, address: this.#target.address, version: agentVersion }, 'agent started')
    const link = startLink({
      ...(await sessionPartsOf(this.#tools, this.#identity)),
      target: this.#target,
      outbox: this.#outbox,
      random,
      catalogue: this.#catalogueFetch(),
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
    try {
      await Promise.race([aborted(stopping), link.ended, this.#failed.promise])
    } finally {
      runner.stop()
      await link.stop()
      this.#say({ isConnected: false, sinceMs: clock.now() })
      this.#tolerate(() => this.#usage.keep())
      log.info('agent stopped')
    }
  }

  #linkEvents(ask: () => void): LinkEvents {
    const { clock, log } = this.#tools
    return {
      welcomed: ({ hostId }) => {
        const { address } = this.#target
        const welcomed = { target: this.#target, hostId, nowMs: clock.now() }
        this.#enrolled = keepEnrolment(this.#folder, this.#enrolled, welcomed)
        this.#isForgotten = false
        log.info({ address, hostId }, 'connected')
        this.#say({ isConnected: true, sinceMs: clock.now(), why: null })
      },
      acknowledged: () => this.#say({ lastAcknowledgedMs: clock.now() }),
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
    const { join: joined } = this.#tools.config
    return joined && (!this.#enrolled || this.#isForgotten) ? enrolmentBy(joined.token) : null
  }

  #openLooking(): Looking {
    const { clock, log, system } = this.#tools
    return new Looking({
      system,
      clock,
      log,
      context: () => ({
        agentVersion,
        pseudonym: this.#identity.pseudonym,
        lastDay: this.#usage.lastDay(clock.now()),
        products: this.#catalogue.products(),
      }),
      cost: (cost) => this.#tolerate(() => this.#usage.addRound(clock.now(), cost)),
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
