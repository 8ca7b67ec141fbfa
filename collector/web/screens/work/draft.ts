import type { DecidedStatus, WorkChange, WorkOwner } from '#protocol/work.ts'
import { isDay, isDayOrNone } from '../../typed-day.ts'

/** What stands in the form. An empty field leaves what is there as it is. */
export type Draft = {
  readonly status: DecidedStatus | ''
  readonly owner: string
  readonly dueDay: string
  /** What stands there is taken away. */
  readonly isOwnerCleared: boolean
  readonly isDueCleared: boolean
  readonly note: string
  readonly riskReason: string
  readonly riskUntil: string
}

export const emptyDraft: Draft = {
  status: '',
  owner: '',
  dueDay: '',
  isOwnerCleared: false,
  isDueCleared: false,
  note: '',
  riskReason: '',
  riskUntil: '',
}

/** What a form asks to change; null: nothing, or not all that it needs. */
export function changeOf(draft: Draft, owners: readonly WorkOwner[]): WorkChange | null {
  const { status, riskUntil } = draft
  const dueDay = draft.isDueCleared ? '' : draft.dueDay
  const [owner, note, riskReason] = [draft.owner, draft.note, draft.riskReason].map((text) =>
    text.trim().normalize('NFC'),
  ) as [string, string, string]
  if (!isDayOrNone(dueDay)) return null
  if (status === 'accepted' && (riskReason === '' || !isDay(riskUntil))) return null
  const account = owners.find(({ name }) => name === owner)
  const change: WorkChange = {
    ...(status === '' ? {} : { status }),
    ...ownerChange(),
    ...(draft.isDueCleared ? { dueDay: null } : dueDay === '' ? {} : { dueDay }),
    ...(note === '' ? {} : { note }),
    ...(status === 'accepted' ? { risk: { reason: riskReason, untilDay: riskUntil } } : {}),
  }
  return Object.keys(change).length === 0 ? null : change

  function ownerChange(): Pick<WorkChange, 'owner'> {
    if (draft.isOwnerCleared) return { owner: null }
    return owner === '' ? {} : { owner: account ?? { userId: null, name: owner } }
  }
}
