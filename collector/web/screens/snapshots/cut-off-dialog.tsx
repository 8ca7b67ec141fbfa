import { NumberInput, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RouteOutput } from '#protocol/routes.ts'
import type { CutOffRule } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useChange } from '../../parts/use-change.ts'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { cutOffsQuery, snapshotsKey } from './snapshot-queries.ts'

/** What is decided already. */
type Known = RouteOutput<'decideCutOff'>
type Draft = Omit<CutOffRule, 'author'>
const proposed: Draft = { of: 'quarter', month: 3, day: 15, from: '' }
const monthsMax = { quarter: 3, year: 12 } as const

/** Decides from when on which day the figures of a quarter or a year are frozen. What was frozen stays. */
export function CutOffDialog({ known, onClose }: { known: Known; onClose: () => void }) {
  const { t } = useSpeech()
  const [draft, setDraft] = useState(proposed)
  const { newer, write, isConflict, failure } = useDecision(known, onClose)
  const theirs = newer?.rules.findLast(({ of }) => of === draft.of)
  const textOf = ({ of, day, month, from }: Draft) =>
    t(`snapshots.cut-off.rule.${of}`, { day, month, from: isDay(from) ? dayText(from) : from })
  const max = monthsMax[draft.of]
  const isReady =
    draft.month >= 1 && draft.month <= max && draft.day >= 1 && draft.day <= 31 && isDay(draft.from)
  return (
    <Confirm
      title={t('snapshots.cut-off.decide')}
      action={t(isConflict ? 'work.form.save-over' : 'snapshots.cut-off.decide.confirm')}
      isBusy={write.isPending}
      isReady={isReady}
      error={failure}
      onConfirm={() => write.mutate(draft)}
      onClose={onClose}
    >
      <CutOffFields draft={draft} onDraft={setDraft} />
      <ChangedMeanwhile
        error={write.error}
        compared={
          theirs && [
            {
              part: t(`snapshots.cut-off.of.${draft.of}`),
              mine: textOf(draft),
              theirs: textOf(theirs),
            },
          ]
        }
        onTakeTheirs={() => {
          if (theirs) setDraft({ ...draft, ...theirs })
          write.reset()
        }}
      />
    </Confirm>
  )
}

function useDecision(known: Known, onClose: () => void) {
  const api = useApi()
  const client = useQueryClient()
  return useChange<Known, Draft, unknown>({
    seen: known,
    send: ({ of, month, day, from }, { revisions }) => {
      const expectedRevision = revisions[of]
      return api.call('decideCutOff', { body: { of, month, day, from, expectedRevision } })
    },
    read: () => client.fetchQuery({ ...cutOffsQuery(api), staleTime: 0 }),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: snapshotsKey })
      onClose()
    },
  })
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
