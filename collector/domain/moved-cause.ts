import type { ReasonKey } from '#protocol/controls.ts'
import type { MovedKind } from '#protocol/snapshot-views.ts'
import type { Side, SideSubject } from './moved-side.ts'

export type CauseContext = {
  readonly from: Side
  readonly to: Side
  readonly changedSettings: ReadonlySet<string>
}

/** Reasons that time alone brings about: a licence, signatures or support ran out. */
const expiryReasons: ReadonlySet<ReasonKey | ''> = new Set<ReasonKey>([
  'av-expired',
  'av-licence-expired',
  'av-signatures-old',
  'os-support-ended',
  'os-support-ended-no-patches',
  'patches-lists-stale',
])

/** Which setting decides between met and unmet where a verdict has this reason. */
const settingOfReason: { readonly [Key in ReasonKey]?: string } = {
  'av-signatures-old': 'signatureAgeDaysMax',
  'patches-lists-stale': 'listsAgeDaysMax',
  'av-licence-built-in': 'doesBuiltInCountAsLicensed',
  'av-licence-free': 'doesFreeCountAsLicensed',
  'av-licence-expired': 'doesExpiredCountAsLicensed',
}

/** Why a machine adds something else than before. The rules stand in the order in which they are asked. */
export function causeOf(
  before: SideSubject | null,
  after: SideSubject | null,
  context: CauseContext,
): MovedKind {
  if ((before ?? after)?.kind === 'agency') return causeOfAgency(before, after, context)
  if (!before) return after?.kind === 'machine' ? 're-declared' : 'new-machine'
  if (!after) return causeOfLeaving(before, context)
  if (before.isInScope !== after.isInScope) return causeOfScope(before, after)
  if (before.kind !== after.kind) return after.kind === 'host' ? 'enrolled' : 'retired'
  if (before.isSilent !== after.isSilent) {
    if (context.changedSettings.has('silentAfterDays')) return 'setting-changed'
    return after.isSilent ? 'silent' : 'reporting-again'
  }
  if (isBySetting(before, after, context)) return 'setting-changed'
  return causeOfState(before, after)
}

/** Of an agency all is declared, but whether it stands in the figure at all. */
function causeOfAgency(
  before: SideSubject | null,
  after: SideSubject | null,
  { from, to }: CauseContext,
): MovedKind {
  if (before && after) return 're-declared'
  const id = (before ?? after)?.agencyId ?? ''
  return from.agencies.has(id) && to.agencies.has(id) ? 'scope-changed' : 'moved'
}

/** A host that is gone was retired; a row of the register that is gone was declared otherwise. */
function causeOfLeaving(before: SideSubject, { to }: CauseContext): MovedKind {
  if (before.kind === 'host') return 'retired'
  return to.agencies.has(before.agencyId) ? 're-declared' : 'moved'
}

function causeOfScope(before: SideSubject, after: SideSubject): MovedKind {
  if (before.agencyId !== after.agencyId) return 'moved'
  if (before.isOutOfUse !== after.isOutOfUse) return after.isOutOfUse ? 'retired' : 'new-machine'
  return 'scope-changed'
}

function isBySetting(
  before: SideSubject,
  after: SideSubject,
  { changedSettings }: CauseContext,
): boolean {
  return [before.reason, after.reason].some((reason) => {
    const setting = reason === '' ? undefined : settingOfReason[reason]
    return setting !== undefined && changedSettings.has(setting)
  })
}

function causeOfState(before: SideSubject, after: SideSubject): MovedKind {
  if (before.state === 'not-applicable' || after.state === 'not-applicable') return 'applicability'
  if (after.state === 'met') {
    if (expiryReasons.has(before.reason)) return 'renewed'
    return before.state === 'unknown' ? 'clear-again' : 'fixed'
  }
  if (expiryReasons.has(after.reason)) return 'expired'
  return after.state === 'unknown' ? 'unclear' : 'broken'
}
