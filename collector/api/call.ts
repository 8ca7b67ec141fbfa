import type { FastifyReply, FastifyRequest } from 'fastify'
import type {
  Clock,
  Connections,
  Contexts,
  DocumentSigner,
  Events,
  Log,
  Store,
} from '#collector/deps.ts'
import type { RouteInput, RouteName, RouteOutput, routes } from '#protocol/routes.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Actor } from '#store/audit.ts'
import type { Scope } from '#store/population.ts'
import type { Session } from '#store/sessions.ts'
import type { RandomBytes } from '#store/tokens.ts'

/** What the handlers are given by main.ts. */
export type ApiDeps = {
  readonly store: Store
  readonly connections: Connections
  readonly events: Events
  readonly contexts: Contexts
  /** Raw Ed25519 public keys, base64url, whose signature on a catalogue is believed. */
  readonly catalogueKeys: readonly string[]
  readonly now: Clock
  readonly newId: () => string
  readonly randomBytes: RandomBytes
  readonly log: Log
  /** One of `provinces` in domain/plan.ts. */
  readonly provinceId: string
  /** The join string that carries the secret of an enrolment token. */
  readonly joinOf: (tokenSecret: string) => string
  /** Signs what is shared upward. */
  readonly documentSigner: DocumentSigner
  readonly version: string
  readonly startedMs: EpochMs
}

/** One call that was let in: parsed, allowed, and by whom. */
export type Call<Name extends RouteName> = RouteInput<Name> & {
  /** Null only where the route is public. */
  readonly session: (typeof routes)[Name]['role'] extends 'public' ? Session | null : Session
  /** Whose hosts the caller may see. */
  readonly scope: Scope
  /** Who asks and when, as the audit takes it. */
  readonly by: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type StreamName = {
  [Name in RouteName]: (typeof routes)[Name] extends { isStream: true } | { isFile: true }
    ? Name
    : never
}[RouteName]

/** A stream or a file writes to the reply by itself; everything else returns its output. */
type Answer<Name extends RouteName> = Name extends StreamName ? void : RouteOutput<Name>

export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<Answer<Name>>

/** One handler for each route of the contract: a missing one does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> }
