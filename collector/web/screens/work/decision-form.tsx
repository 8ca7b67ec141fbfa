import { Autocomplete, Button, Checkbox, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { RemedyId } from '#protocol/remedies.ts'
import {
  decidedStatuses,
  workLimits,
  type WorkChange,
  type WorkItem,
  type WorkOwner,
} from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { dayPlus } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useChange } from '../../parts/use-change.ts'
import { useToday } from '../../today.ts'
import { emptyDraft, changeOf, type Draft } from './draft.ts'
import { newestOf } from './newest-items.ts'
import { ownersQuery, workKey } from './work-queries.ts'

export type Decided = { readonly batch: string; readonly changed: number }

type Props = {
  remedy: RemedyId
  items: readonly WorkItem[]
  status?: Draft['status']
  onDecided: (decided: Decided) => void
  onCancel: () => void
}

/** One form for one machine and for many. What somebody else changed meanwhile is told; nothing typed is lost. */
export function DecisionForm({ remedy, status = '', onDecided, onCancel, ...props }: Props) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const textOf = useFailureText()
  const asked = useQuery(ownersQuery(api))
  const owners = asked.data?.owners ?? []
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, status })
  const [items] = useState(props.items)
  const { newer, write, isConflict, failure } = useChange({
    seen: items,
    send: (change: WorkChange, seen) =>
      api.call('decideWork', {
        body: {
          remedy,
          change,
          items: seen.map(({ kind, id, decision }) => ({
            kind,
            id,
            expectedRevision: decision?.revision ?? 0,
          })),
        },
      }),
    read: (): Promise<readonly WorkItem[]> => newestOf(api, remedy, items),
    onDone: async (decided: Decided) => {
      await client.invalidateQueries({ queryKey: workKey })
      onDecided(decided)
    },
  })

  const change = changeOf(draft, owners)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (change) write.mutate(change)
      }}
    >
      <Stack gap="sm">
        <Fields
          draft={draft}
          owners={owners}
          ownersFailure={choicesFailure(asked)}
          items={newer ?? items}
          onDraft={setDraft}
        />
        <ChangedMeanwhile error={write.error}>
          {newer && <Newer items={newer} before={items} />}
        </ChangedMeanwhile>
        {failure && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {textOf(failure)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="sm" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="sm" loading={write.isPending} disabled={change === null}>
            {t(isConflict ? 'work.form.save-over' : 'work.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** How what was changed stands now; of many the first few. */
function Newer({ items, before }: { items: readonly WorkItem[]; before: readonly WorkItem[] }) {
  const { t, date } = useSpeech()
  const shown = new Map(before.map((item) => [item.id, item.decision?.revision]))
  const changed = items.filter((item) => item.decision?.revision !== shown.get(item.id))
  return (
    <ul>
      {changed.slice(0, 5).map((item) => {
        const { owner = null, dueDay = null } = item.decision ?? {}
        return (
          <li key={item.id}>
            {item.name}.{' '}
            {t('work.changed.now', {
              status: t(`work.status.${item.status}`),
              owner: owner?.name ?? t('work.owner.none'),
              due: dueDay ? date(Date.parse(`${dueDay}T12:00:00+07:00`)) : t('work.due.none'),
            })}
          </li>
        )
      })}
    </ul>
  )
}

type FieldsProps = {
  draft: Draft
  owners: readonly WorkOwner[]
  ownersFailure: ReactNode
  items: readonly WorkItem[]
  onDraft: (draft: Draft) => void
}

function Fields({ draft, owners, ownersFailure, items, onDraft }: FieldsProps) {
  const { t } = useSpeech()
  const today = useToday()
  const set = (patch: Partial<Draft>) => onDraft({ ...draft, ...patch })
  return (
    <>
      <Select
        label={t('work.form.status')}
        placeholder={t('work.form.keep')}
        clearable
        data={decidedStatuses.map((value) => ({ value, label: t(`work.status.${value}`) }))}
        value={draft.status || null}
        onChange={(status) => set({ status: status ?? '' })}
      />
      {draft.status === 'accepted' && <RiskFields draft={draft} set={set} />}
      <Autocomplete
        label={t('work.form.owner')}
        description={t('work.form.owner.hint')}
        maxLength={120}
        data={[...new Set(owners.map(({ name }) => name))]}
        error={ownersFailure}
        disabled={draft.isOwnerCleared}
        value={draft.isOwnerCleared ? '' : draft.owner}
        onChange={(owner) => set({ owner })}
      />
      {items.some(({ decision }) => decision?.owner) && (
        <Checkbox
          size="sm"
          label={t('work.form.owner.clear')}
          checked={draft.isOwnerCleared}
          onChange={(event) => set({ isOwnerCleared: event.currentTarget.checked })}
        />
      )}
      {!draft.isDueCleared && (
        <DayField
          label={t('work.form.due')}
          isRequired={false}
          earliest={today}
          value={draft.dueDay}
          onChange={(dueDay) => set({ dueDay })}
        />
      )}
      {items.some(({ decision }) => decision?.dueDay) && (
        <Checkbox
          size="sm"
          label={t('work.form.due.clear')}
          checked={draft.isDueCleared}
          onChange={(event) => set({ isDueCleared: event.currentTarget.checked })}
        />
      )}
      <Textarea
        label={t('work.form.note')}
        description={t('work.form.note.hint')}
        maxLength={1000}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </>
  )
}

/** Why a risk is accepted and until when. */
function RiskFields({ draft, set }: { draft: Draft; set: (patch: Partial<Draft>) => void }) {
  const { t } = useSpeech()
  const today = useToday()
  return (
    <>
      <Textarea
        label={t('work.form.risk.reason')}
        required
        maxLength={500}
        autosize
        value={draft.riskReason}
        onChange={(event) => set({ riskReason: event.currentTarget.value })}
      />
      <DayField
        label={t('work.form.risk.until')}
        description={t('work.form.risk.hint')}
        isRequired
        earliest={today}
        latest={dayPlus(today, workLimits.riskDaysMax)}
        value={draft.riskUntil}
        onChange={(riskUntil) => set({ riskUntil })}
      />
    </>
  )
}
