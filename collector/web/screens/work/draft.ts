import type { DecidedStatus, WorkChange, WorkOwner } from '#protocol/work.ts'

/** What stands in the form. An empty field leaves what is there as it is. */
export type Draft = {
  readonly status: DecidedStatus | ''
  readonly owner: string
  readonly dueDay: string
  readonly note: string
  readonly riskReason: string
  readonly riskUntil: string
}

export const emptyDraft: Draft = {
  status: '',
  owner: '',
  dueDay: '',
  note: '',
  riskReason: '',
  riskUntil: '',
}

/** What a form asks to change; null: nothing, or not all that it needs. */
export function changeOf(draft: Draft, owners: readonly WorkOwner[]): WorkChange | null {
  const { status, dueDay, riskUntil } = draft
  const [owner, note, riskReason] = [draft.owner, draft.note, draft.riskReason].map((text) =>
    text.trim().normalize('NFC'),
  ) as [string, string, string]
  if (status === 'accepted' && (riskReason === '' || riskUntil === '')) return null
  const account = owners.find(({ name }) => name === owner)
  const change: WorkChange = {
    ...(status === '' ? {} : { status }),
    ...(owner === '' ? {} : { owner: account ?? { userId: null, name: owner } }),
    ...(dueDay === '' ? {} : { dueDay }),
    ...(note === '' ? {} : { note }),
    ...(status === 'accepted' ? { risk: { reason: riskReason, untilDay: riskUntil } } : {}),
  }
  return Object.keys(change).length === 0 ? null : change
}
