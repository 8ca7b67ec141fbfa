import type { DefinitionChange } from '#protocol/plan-views.ts'
import type { LoggedChange, MovedDecision, MovedKind } from '#protocol/snapshot-views.ts'
import type { EpochMs } from '#protocol/values.ts'

/** What stands on one line beside a part. */
const shortMax = 120

/** A change of what figures are made from, as it stands beside the part that it may have moved. */
export function movedDecisionOf(change: DefinitionChange): MovedDecision {
  const { atMs, actor, action, subject, agencyName, before, after } = change
  const part = partOfChange(action)
  return {
    atMs,
    actor,
    action,
    subject,
    agencyName,
    part,
    before: short(before),
    after: short(after),
  }
}

/** In which part of a difference a change of this kind shows. */
export function partOfChange(action: string): MovedKind {
  if (action.includes('plan')) return 'plan-changed'
  if (settingActions.has(action)) return 'setting-changed'
  if (action === 'exclude-organisation' || action.includes('scope')) return 'scope-changed'
  if (action.endsWith('-organisation') || organisationActions.has(action)) return 'moved'
  return 're-declared'
}

const settingActions: ReadonlySet<string> = new Set([
  'decide-setting',
  'decide-cut-off',
  'import-catalogue',
  'name-product',
  'forget-product',
])
const organisationActions: ReadonlySet<string> = new Set([
  'create-agency',
  'undo-organisation-change',
])

type Taken = { readonly id: string; readonly createdMs: EpochMs }

/** The snapshots, the earliest first, between which a change was made; null: it was made before all of them. */
export function snapshotsAround(
  snapshots: readonly Taken[],
  atMs: EpochMs,
): LoggedChange['between'] {
  const next = snapshots.findIndex(({ createdMs }) => createdMs >= atMs)
  const before = snapshots[next === -1 ? snapshots.length - 1 : next - 1]
  return before ? { from: before.id, to: snapshots[next]?.id ?? null } : null
}

/** A value as one line; null: there is none, or it is longer. */
function short(said: unknown): string | null {
  if (said === null) return null
  const value = typeof said === 'object' && 'value' in said ? said.value : said
  if (typeof value === 'object' && value !== null) {
    return 'version' in value && typeof value.version === 'number' ? `v${value.version}` : null
  }
  const text = String(value)
  return text.length > shortMax ? null : text
}
