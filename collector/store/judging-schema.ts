import type { Generated } from 'kysely'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { Platform } from '#protocol/values.ts'

/* The tables of what judging rests on beside facts; as in schema.ts, times are epoch milliseconds. */

/** Append-only: what was decided, by whom, when. The newest of a key holds. */
type JudgeSettingTable = {
  id: Generated<number>
  key: JudgeSettingKey
  /** JSON. */
  value: string
  author: string
  decided_ms: number
  note: string | null
}

/** Signed catalogues as they were imported; the highest sequence of a kind holds. */
type CatalogueTable = {
  kind: CatalogueKind
  sequence: number
  issued_on: string
  /** The line that is signed, and its signature: with them the file can be made again. */
  content: string
  signature: string
  imported_by: string
  imported_ms: number
}

/** What an administrator said of a product name that no catalogue has. */
type ProductAliasTable = {
  id: string
  name: string
  name_folded: string
  /** A row of the catalogue; null: it is no antivirus. */
  product_id: string | null
  author: string
  decided_ms: number
}

/** Hosts that tell a product which no catalogue names, as intervals. Written by the survey. */
type HostProductTable = {
  host_id: string
  name: string
  name_folded: string
  from_ms: number
  until_ms: number | null
}

/** The highest revision of each Windows build that two hosts have shown, and since when that is known. */
type WindowsRevisionTable = { build: number; revision: number; since_ms: number }

/** What the agent of a host last told of itself; null: it has not told a whole day. */
type AgentCostTable = {
  host_id: string
  version: string
  cpu_ms: number | null
  memory_bytes_max: number | null
}

/** By which readers hosts answered, as the survey found them. */
type ReaderInUseTable = {
  reader: string
  platform: Platform
  first_seen_ms: number
  last_seen_ms: number
}

export type JudgingSchema = {
  judge_setting: JudgeSettingTable
  catalogue: CatalogueTable
  product_alias: ProductAliasTable
  host_product: HostProductTable
  windows_revision: WindowsRevisionTable
  agent_cost: AgentCostTable
  reader_in_use: ReaderInUseTable
}
