import { randomUUID } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import { startOfDayMs } from '#domain/organisation-days.ts'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import {
  changeOrganisations,
  previewChange,
  type ChangeActor,
} from '#store/organisations/changes.ts'
import { organisationsAsOf } from '#store/organisations/read.ts'
import { undoLastChange } from '#store/organisations/undo.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { aVersion } from './lives.ts'

export const today = '2026-11-18'

/** Changes organisations of a store as an administrator, a second later each time. */
export function changing(store: Store) {
  let nowMs = seededNowMs - 600_000
  const by = (): ChangeActor => {
    nowMs += 1_000
    return { actor: 'user admin', address: null, nowMs, newId: randomUUID }
  }
  const change = (one: OrganisationChange, seen: number | null = null) =>
    changeOrganisations(store, one, { ...by(), seen })
  const create = async (name: string, differences: Partial<OrganisationFields> = {}) => {
    const version = aVersion({ name, shortName: null, ...differences })
    const { agencyIds } = await change({ kind: 'create', version })
    return agencyIds[0] ?? ''
  }
  return {
    change,
    create,
    preview: (one: OrganisationChange) => previewChange(store, one, by()),
    undo: (changeId: number | null) => undoLastChange(store, changeId ?? 0, by()),
    nowMs: () => nowMs,
    merge: (from: string, to: string, onDay: string) =>
      change({
        kind: 'merge',
        fromAgencyIds: [from],
        toAgencyId: to,
        as: 'merged',
        onDay,
        source: null,
      }),
    rename: (agencyId: string, name: string, onDay: string) => {
      const { shortName, code, kind, level, source } = aVersion({ shortName: null })
      const to = { name, shortName, code, kind, level, source }
      return change({ kind: 'rename', agencyId, onDay, to })
    },
    /** Names of what stands, in the order of the tree. */
    async names(day: string, knownAtMs?: number) {
      const tree = await organisationsAsOf(store.db, { day, knownAtMs })
      return tree.map(({ name, depth }) => `${'  '.repeat(depth)}${name}`)
    },
  }
}

/** What a change may touch beside its own tables: two that are equal are the same state. */
export async function stateOf({ db }: Store) {
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'name', 'name_folded'])
    .orderBy('id')
    .execute()
  const tokens = await db
    .selectFrom('enrolment_token')
    .select(['id', 'agency_id'])
    .orderBy('id')
    .execute()
  const hosts = await db
    .selectFrom('host')
    .select(['id', 'agency_id', 'search_folded'])
    .orderBy('id')
    .execute()
  return { agencies, tokens, hosts }
}

export const dayMs = startOfDayMs
