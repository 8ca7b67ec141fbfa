import type { Logger } from 'pino'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { HeldCatalogue } from '#store/catalogues.ts'
import type { Engine } from '#store/engine.ts'
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

/** Signs documents that leave the collector: ECDSA P-256 with SHA-256, DER. */
export type DocumentSigner = {
  /** PEM: the certificate of the key, then that of the authority. */
  readonly certificates: string
  sign(text: string): Uint8Array
}

/** The sockets of this collector. */
export type Connections = {
  isConnected(hostId: HostId): boolean
  connectedIds(): readonly HostId[]
  /** Asks the agent to report now; false: it is not connected here. */
  ask(hostId: HostId): boolean
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
