import { NumberInput, SegmentedControl } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CutOffRule } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { snapshotsKey } from './snapshot-queries.ts'

type Draft = Omit<CutOffRule, 'author'>
const proposed: Draft = { of: 'quarter', month: 3, day: 15, from: '' }
const monthsMax = { quarter: 3, year: 12 } as const

/** Decides from when on which day the figures of a quarter or a year are frozen. What was frozen stays. */
export function CutOffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [draft, setDraft] = useState(proposed)
  const decide = useMutation({
    mutationFn: () => api.call('decideCutOff', { body: draft }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: snapshotsKey })
      onClose()
    },
  })
  const max = monthsMax[draft.of]
  const isReady =
    draft.month >= 1 && draft.month <= max && draft.day >= 1 && draft.day <= 31 && isDay(draft.from)
  return (
    <Confirm
      title={t('snapshots.cut-off.decide')}
      action={t('snapshots.cut-off.decide.confirm')}
      isBusy={decide.isPending}
      isReady={isReady}
      error={decide.error}
      onConfirm={() => decide.mutate()}
      onClose={onClose}
    >
      <CutOffFields draft={draft} onDraft={setDraft} />
    </Confirm>
  )
}

type FieldsProps = { draft: Draft; onDraft: (draft: Draft) => void }

function CutOffFields({ draft, onDraft }: FieldsProps) {
  const { t } = useSpeech()
  const today = useToday()
  return (
    <>
      <SegmentedControl
        aria-label={t('snapshots.cut-off.of')}
        data={(['quarter', 'year'] as const).map((of) => ({
          value: of,
          label: t(`snapshots.cut-off.of.${of}`),
        }))}
        value={draft.of}
        onChange={(of) =>
          onDraft(
            of === 'year'
              ? { ...draft, of: 'year', month: 12 }
              : { ...draft, of: 'quarter', month: 3 },
          )
        }
      />
      <NumberInput
        required
        label={t(`snapshots.cut-off.month.${draft.of}`)}
        min={1}
        max={monthsMax[draft.of]}
        allowDecimal={false}
        value={draft.month}
        onChange={(month) => onDraft({ ...draft, month: Number(month) })}
      />
      <NumberInput
        required
        label={t('snapshots.cut-off.day')}
        description={t('snapshots.cut-off.day.hint')}
        min={1}
        max={31}
        allowDecimal={false}
        value={draft.day}
        onChange={(value) => onDraft({ ...draft, day: Number(value) })}
      />
      <DayField
        label={t('snapshots.cut-off.from')}
        description={t('snapshots.cut-off.from.hint')}
        isRequired
        earliest={today}
        value={draft.from}
        onChange={(from) => onDraft({ ...draft, from })}
      />
    </>
  )
}
