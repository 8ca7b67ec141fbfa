import type { ColumnType, Generated, Kysely } from 'kysely'
import type { ControlId } from '#protocol/controls.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { HostClass } from '#protocol/values.ts'
import type { Role } from '#protocol/access.ts'
import type { AccessSchema } from './access/schema.ts'
import type { AuditSchema } from './audit/schema.ts'
import type { BackupsSchema } from './backups/schema.ts'
import type { DeviceChecksSchema } from './device-checks/schema.ts'
import type { DevicesSchema } from './devices/schema.ts'
import type { HandChecksSchema } from './hand-checks/schema.ts'
import type { ImportSchema } from './imports/schema.ts'
import type { NeighboursSchema } from './neighbours/schema.ts'
import type { NotesSchema } from './notes/schema.ts'
import type { ObligationsSchema } from './obligations/schema.ts'
import type { AccountColumns, PeopleSchema, SessionColumns } from './people/schema.ts'
import type { PlansSchema } from './plans/schema.ts'
import type { OrganisationSchema } from './organisations/schema.ts'
import type { RegisterSchema } from './register/schema.ts'
import type { RepeatsSchema } from './repeats/schema.ts'
import type { ReleasesSchema } from './releases/schema.ts'
import type { ReportsSchema } from './reports/schema.ts'
import type { ScriptReportsSchema } from './script-reports/schema.ts'
import type { SnapshotsSchema } from './snapshots/schema.ts'
import type { JudgingSchema } from './judging-schema.ts'
import type { PortsSchema } from './ports/schema.ts'
import type { ViewsSchema } from './views/schema.ts'
import type { WaitingSchema } from './waiting/schema.ts'
import type { WorkSchema } from './work/schema.ts'
import type { PackedStates } from './states.ts'

/*
 * The tables, as both databases hold them. Times are epoch milliseconds, flags are 0 or 1, JSON is text.
 * Facts and postures are intervals that are only ever appended: each ends where the next of its line begins, so
 * closing one writes nothing. They carry two times, when it was so (`from_ms`) and when we learned of it
 * (`received_ms`), so that "as of" and "as known then" can both be asked. Other intervals are open while
 * `until_ms` is null.
 */

type MetaTable = { key: string; value: string }

type AgencyTable = {
  id: string
  name: string
  name_folded: string
  kind: string
  is_sample: 0 | 1
  created_ms: number
}

/** Narrow on purpose: lists and counts scan it. What a machine is stands in `fact_bundle`. */
type HostTable = {
  id: string
  public_key: string
  /** The host that first showed this key, when this one is another machine with the same key. */
  clone_of: string | null
  shares_key: 0 | 1
  agency_id: string
  hostname: string
  /** Host name, address and agency name, folded for search. */
  search_folded: string
  class: HostClass
  os_name: string | null
  address: string | null
  enrolled_ms: number
  token_id: string | null
  /** Guard against replays: the newest (session, sequence) that was committed. */
  session: number
  sequence: number
  /** SHA-256 of the ticket last shown and of the one last issued. */
  ticket_shown: string | null
  ticket_issued: string | null
  hardware_signs: string
  last_received_ms: number | null
  /** Since when it is silent; null while it reports, and before it first did. */
  silent_since_ms: number | null
  /** Grows with every change of its facts or verdicts. */
  revision: number
  /** The states of its newest posture, or those before the first report. */
  states: PackedStates
  /** When it has to be judged again because time alone changes a verdict. */
  due_ms: number | null
  /** Null: never judged. */
  context_revision: string | null
  /** For each probe the bundle of its newest fact and the last look that gave the same bytes, see facts.ts. */
  facts: string
  /** How bad it counts now, see counted-state.ts; the database works it out from the row. */
  trouble: ColumnType<number, never, never>
}

type HostAgencyTable = {
  host_id: string
  agency_id: string
  from_ms: number
  until_ms: number | null
}

/** The facts that one report brought. */
type FactBundleTable = {
  id: Generated<number>
  host_id: string
  received_ms: number
  /** For each probe `[from_ms, follows, follows_confirmed_ms, first character, characters]`, as JSON. */
  parts: string
  /** The canonical bytes of each as they were received, one after the other. */
  bodies: string
}

/** Tells the facts of all bundles one by one; a fact is named by bundle and probe. */
type FactView = {
  id: ColumnType<number, never, never>
  host_id: ColumnType<string, never, never>
  probe: ColumnType<ProbeId, never, never>
  body: ColumnType<string, never, never>
  from_ms: ColumnType<number, never, never>
  received_ms: ColumnType<number, never, never>
  /** The bundle whose fact this one ended, and the last look that gave its bytes. Null: the first of its probe. */
  follows: ColumnType<number | null, never, never>
  follows_confirmed_ms: ColumnType<number | null, never, never>
}

/** All verdicts of one subject together: a report that changes some of them writes one row. */
type PostureTable = {
  id: Generated<number>
  subject_kind: 'host'
  subject_id: string
  from_ms: number
  received_ms: number
  states: PackedStates
  /** The verdicts that changed: JSON of `Verdicts` in domain/posture.ts. */
  verdicts: string
  /** For each other control the id of the row that holds its verdict, as JSON. */
  held_in: string
}

/** When a host did not report for longer than the plan's setting. One row, not a rewrite of its verdicts. */
type SilenceTable = { host_id: string; from_ms: number; until_ms: number | null }

/** Hosts by how their verdicts count now. Changes in the transaction that changes a verdict. */
type CounterTable = {
  agency_id: string
  class: HostClass
  control: ControlId
  met: number
  unmet: number
  unknown: number
  not_applicable: number
}

type EnrolmentTokenTable = {
  id: string
  /** SHA-256 of the secret. */
  secret_hash: string
  agency_id: string
  uses_max: number
  uses: number
  created_ms: number
  created_by: string
  expires_ms: number
  revoked_ms: number | null
  /** Where it holds, with spaces between them; empty: everywhere. */
  networks: string
  /** Machines beyond the declared count of the agency wait for a person. */
  waits_beyond_declared: 0 | 1
}

/** The same key shown by another machine, or an old ticket that the newest owner did not show. */
type KeyConflictTable = {
  id: Generated<number>
  host_id: string
  other_host_id: string | null
  seen_ms: number
  kind: 'other-hardware' | 'cannot-tell' | 'restored'
  address: string | null
}

type RefusedFrameTable = {
  id: Generated<number>
  host_id: string
  received_ms: number
  code: string
  detail: string | null
}

type ConsoleUserTable = {
  id: string
  name: string
  name_folded: string
  password_hash: string
  role: Role
  /** Agency roles: the organisation under which everything is theirs; null for everybody else. */
  agency_id: string | null
  created_ms: number
} & AccountColumns

type ConsoleSessionTable = {
  /** SHA-256 of the cookie. */
  id: string
  user_id: string
  csrf: string
  created_ms: number
  seen_ms: number
  expires_ms: number
} & SessionColumns

/** A job runs once per due time, on whichever collector comes first. */
type JobRunTable = {
  job: string
  due_ms: number
  started_ms: number
  finished_ms: number | null
  error: string | null
}

/** When a collector was up: its own downtime never counts as a host's silence. */
type UptimeTable = { id: Generated<number>; from_ms: number; until_ms: number }

type SpineSchema = {
  meta: MetaTable
  agency: AgencyTable
  host: HostTable
  host_agency: HostAgencyTable
  fact_bundle: FactBundleTable
  fact: FactView
  posture: PostureTable
  silence: SilenceTable
  counter: CounterTable
  enrolment_token: EnrolmentTokenTable
  key_conflict: KeyConflictTable
  refused_frame: RefusedFrameTable
  console_user: ConsoleUserTable
  console_session: ConsoleSessionTable
  job_run: JobRunTable
  uptime: UptimeTable
}

/** The tables of every room. */
export type Schema = SpineSchema &
  AccessSchema &
  AuditSchema &
  JudgingSchema &
  PlansSchema &
  PeopleSchema &
  OrganisationSchema &
  RegisterSchema &
  ImportSchema &
  SnapshotsSchema &
  ObligationsSchema &
  HandChecksSchema &
  WorkSchema &
  NeighboursSchema &
  NotesSchema &
  ViewsSchema &
  PortsSchema &
  WaitingSchema &
  DevicesSchema &
  DeviceChecksSchema &
  BackupsSchema &
  ScriptReportsSchema &
  RepeatsSchema &
  ReleasesSchema &
  ReportsSchema

/** A connection to the database, or a transaction on it. */
export type Db = Kysely<Schema>
