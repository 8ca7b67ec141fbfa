import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Role } from '#protocol/access.ts'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import type { PackageView } from '#protocol/install.ts'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { ScriptWay } from '#protocol/script-reports.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { Actor } from '#store/audit.ts'
import type { HeldCatalogue } from '#store/catalogues.ts'
import type { Engine } from '#store/engine.ts'
import type { Scope } from '#store/population.ts'
import type { Db } from '#store/schema.ts'

/*
 * What the rooms of the collector hand each other. They do not import one another: main.ts wires them.
 */

/** Time and chance, passed in from main.ts. */
export type Clock = () => EpochMs

/** An open database. `reader` is a connection of its own, so that a long read never waits for a commit. */
export type Store = {
  readonly engine: Engine
  readonly db: Db
  readonly reader: Db
  /** Reads that must agree: all see the database as it was at the first of them, over a connection of their own. */
  atOneMoment<T>(read: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** One reading that passed the gateway: checked against its schema, its bytes as they came. */
export type ReceivedReading = {
  readonly probe: ProbeId
  readonly observedAtMs: EpochMs
  readonly body: string
  readonly reading: Reading
}

/** One report of a host that has proved its key. */
export type ReceivedReport = {
  readonly hostId: HostId
  readonly session: number
  readonly sequence: number
  readonly receivedMs: EpochMs
  readonly readings: readonly ReceivedReading[]
  readonly confirmed: { readonly [Id in ProbeId]?: EpochMs }
}

/** What became of a report. Only after `stored` or `duplicate` may it be acknowledged: the commit has happened. */
export type IngestOutcome =
  { outcome: 'stored' | 'duplicate' } | { outcome: 'refused'; code: RefusalCode; detail?: string }

/** Bounded queue in front of the one writer. */
export type Ingest = {
  submit(report: ReceivedReport): Promise<IngestOutcome>
  /** Reports waiting or being written; the gateway slows down above a part of the limit. */
  depth(): number
  /** Writes what waits, then stops. */
  close(): Promise<void>
}

/** Where a report of a machine that reports by script comes from. */
export type ScriptReportSource = {
  readonly way: ScriptWay
  readonly by: Actor
  /** Whose machines somebody may hand in; null: the machine itself has come. */
  readonly scope: Scope | null
}

/** A report of a machine that reports by script, once it is committed. */
export type ScriptReportTaken = {
  readonly hostId: HostId
  readonly hostname: string
  readonly madeMs: EpochMs
  /** `duplicate`: this one, or a newer one, was there already. */
  readonly outcome: 'stored' | 'duplicate'
}

/** Takes the reports of machines that no agent runs on; into the same ingest as those of agents. */
export type ScriptReports = {
  /**
   * @throws Refusal SCRIPT_REPORT_INVALID, SCRIPT_REPORT_TOO_LARGE, SCRIPT_KEY_SHARED, PROOF_INVALID, CLOCK_WRONG, and
   *   what the gateway refuses of frames and enrolments
   */
  take(bytes: Buffer, from: ScriptReportSource): Promise<ScriptReportTaken>
}

/** What becomes of a report: as ingest answers, or turned away without being looked at. */
export type CountedOutcome = IngestOutcome['outcome'] | 'turned-away'

/** What stands when metrics are asked for; null: it could not be looked at. */
export type StandingFigures = {
  readonly startedMs: EpochMs
  readonly connectedAgents: number
  readonly queueDepth: number
  readonly liveListeners: number
  readonly databaseBytes: number
  readonly freeBytes: number | null
  readonly certificates: readonly ServedCertificate[]
  /** The newest good one; null: none was taken. */
  readonly backup: { readonly momentMs: EpochMs; readonly bytes: number } | null
  readonly jobs: readonly {
    readonly id: string
    readonly succeededMs: EpochMs | null
    readonly failedMs: EpochMs | null
  }[]
}

/** Counts and times for those who watch the collector. */
export type Metrics = {
  readonly contentType: string
  countReport(outcome: CountedOutcome): void
  countRefusedFrame(code: RefusalCode): void
  /** `route`: its name in the contract, or `web` for a file of the browser application. */
  timeAnswer(answer: { route: string; status: number; seconds: number }): void
  /** In the text format of Prometheus. */
  text(standing: StandingFigures): Promise<string>
}

/** A certificate that this collector serves or signs with, and when it ends. */
export type ServedCertificate = {
  readonly name: 'authority' | 'next-authority' | 'gateway' | 'browser'
  readonly endsMs: EpochMs
}

/** What the collector can tell of itself. */
export type Upkeep = {
  readonly metrics: Metrics
  queueDepth(): number
  certificates(): readonly ServedCertificate[]
  /** Of the data folder; null: the system does not say. */
  disk(): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | null>
  /** Every job and when it is due next. */
  jobs(): readonly { readonly id: string; readonly nextMs: EpochMs | null }[]
  /** The size of a file; 0: there is none; null: the system does not say. */
  fileBytes(file: string): Promise<number | null>
}

/** A package of the agent in the folder of packages. */
export type ShelvedPackage = Readonly<PackageView>

/** The packages of the agent that an operator has put on the collector; agents are never offered any of them. */
export type PackageShelf = {
  readonly folder: string
  list(): Promise<readonly ShelvedPackage[]>
  /** Null: there is no package of this name. */
  open(name: string): Promise<{ readonly bytes: number; readonly content: Readable } | null>
  /** The whole of it in memory; null: there is no package of this name. */
  read(name: string): Promise<Uint8Array | null>
}

/** Signs documents that leave the collector: ECDSA P-256 with SHA-256, DER. */
export type DocumentSigner = {
  /** PEM: the certificate of the key, then that of the authority. */
  readonly certificates: string
  sign(text: string): Uint8Array
}

/** An agent as its hello and its proof tell it. */
export type GreetedAgent = {
  readonly hostId: HostId
  readonly version: string
  readonly capabilities: readonly string[]
}

/** The release of the agent that is rolled out now. */
export type Releases = {
  /** What to offer to an agent; null: nothing, or not yet. */
  offerTo(agent: GreetedAgent): CollectorFrame | null
  /** The part that a host asks for, when its turn has come; null: it is not offered to this host. */
  partFor(
    hostId: HostId,
    want: Extract<AgentFrame, { type: 'want' }>,
  ): Promise<CollectorFrame | null>
  /** Called whenever more hosts may be offered it. */
  subscribe(listener: () => void): void
}

/** Signed texts about checks of devices on their way to agents, and results on their way back. */
export type DeviceChecks = {
  /** What to tell an agent now; null: it does not take such texts. */
  frameFor(agent: Pick<GreetedAgent, 'hostId' | 'capabilities'>): CollectorFrame | null
  /** Keeps a result, and what to answer once that is committed. */
  settle(
    hostId: HostId,
    checked: Extract<AgentFrame, { type: 'device-checked' }>,
  ): Promise<CollectorFrame>
  /** Called whenever what agents are told may have changed. */
  subscribe(listener: () => void): void
}

/** The sockets of this collector. */
export type Connections = {
  isConnected(hostId: HostId): boolean
  connectedIds(): readonly HostId[]
  /** Asks the agent to report now; false: it is not connected here. */
  ask(hostId: HostId): boolean
}

/** Somebody whom another system vouches for; `role` null: none of their groups has one here. */
export type VouchedPerson = {
  /** Stays the same whatever the name becomes. */
  readonly externalId: string
  readonly name: string
  readonly role: { readonly role: Role; readonly agencyId: string | null } | null
}

/** The directory (LDAP, Active Directory) in which a province keeps its people. */
export type Directory = {
  /**
   * Null: nobody has this name and password.
   * @throws Refusal DIRECTORY_UNAVAILABLE when it cannot be asked: then nothing is known
   */
  signIn(name: string, password: string): Promise<VouchedPerson | null>
  /**
   * The same without a password; null: gone, or not allowed to sign in there any more.
   * @throws Refusal DIRECTORY_UNAVAILABLE
   */
  lookUp(name: string): Promise<VouchedPerson | null>
}

/** The sign-in service (OpenID Connect) of a province. */
export type SignInProvider = {
  /**
   * Where to send a browser, and what its answer has to fit.
   * @throws Refusal PROVIDER_UNAVAILABLE
   */
  begin(): Promise<{ url: URL; checks: ProviderChecks }>
  /** @throws Refusal PROVIDER_UNAVAILABLE, PROVIDER_REFUSED */
  finish(query: URLSearchParams, checks: ProviderChecks): Promise<VouchedPerson>
}
export type ProviderChecks = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The ways to sign in beside local accounts; null: this collector has none such. */
export type SignInWays = {
  readonly directory: Directory | null
  readonly provider: SignInProvider | null
}

/** What hosts are judged by: catalogues, settings of the plan, aliases, what the fleet has shown. */
export type Contexts = {
  current(): JudgeContext
  /** The signed catalogue that was imported; null: the one that ships with the product judges. */
  catalogue(kind: CatalogueKind): HeldCatalogue | null
  /** Reads it all again: after every change of it. */
  reload(): Promise<void>
  /** Called after it became another. */
  subscribe(listener: () => void): () => void
  close(): Promise<void>
}

/** Typed events after a commit, for the live channel. Publishing never waits and never throws. */
export type Events = {
  publish(event: LiveEvent): void
  subscribe(listener: (event: LiveEvent) => void): () => void
}

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>
