import type { FastifyReply, FastifyRequest } from 'fastify'
import type {
  Clock,
  Connections,
  Contexts,
  DocumentSigner,
  Events,
  Log,
  ScriptReports,
  PackageShelf,
  SignInWays,
  Store,
  Upkeep,
} from '#collector/deps.ts'
import type { RouteInput, RouteName, RouteOutput, routes } from '#protocol/routes.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Actor } from '#store/audit.ts'
import type { Scope } from '#store/population.ts'
import type { Session } from '#store/sessions.ts'
import type { RandomBytes } from '#store/tokens.ts'
import type { User } from '#store/users.ts'
import type { LongReads } from './long-reads.ts'

/** What the handlers are given by main.ts. */
export type ApiDeps = {
  readonly store: Store
  readonly connections: Connections
  /** Null: there is no thread for them, and their handlers answer. */
  readonly longReads: LongReads | null
  readonly events: Events
  readonly contexts: Contexts
  /** Raw Ed25519 public keys, base64url, whose signature on a catalogue is believed. */
  readonly catalogueKeys: readonly string[]
  /** Raw Ed25519 public keys, base64url, whose signature on an authorisation of device checks is believed. */
  readonly deviceCheckKeys: readonly string[]
  /** After what is handed out of authorisations, or the switch over them, has changed. */
  readonly reloadDeviceChecks: () => Promise<void>
  /** After the rollout of a release has changed. */
  readonly reloadReleases: () => Promise<void>
  readonly now: Clock
  readonly newId: () => string
  readonly randomBytes: RandomBytes
  readonly log: Log
  /** One of `provinces` in domain/plan.ts. */
  readonly provinceId: string
  /** The join string that carries the secret of an enrolment token. */
  readonly joinOf: (tokenSecret: string) => string
  /** Ways to sign in beside local accounts. */
  readonly signInWays: SignInWays
  /** Signs what is shared upward. */
  readonly documentSigner: DocumentSigner
  readonly upkeep: Upkeep
  readonly scriptReports: ScriptReports
  readonly packages: PackageShelf
  readonly version: string
  readonly startedMs: EpochMs
}

/** A part that a route does not read may be anything. */
type Given<Input> = { [K in keyof Input]: [Input[K]] extends [never] ? unknown : Input[K] }

/** One call that was let in: parsed, allowed, and by whom. */
export type Call<Name extends RouteName> = Given<RouteInput<Name>> & {
  /** Who calls, a person or a token of the API; null only where the route is public. */
  readonly user: (typeof routes)[Name]['access'] extends 'public' ? User | null : User
  /** Null where a token called, and where the route is public and nobody is signed in. */
  readonly session: (typeof routes)[Name] extends { isOfSession: true } ? Session : Session | null
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
