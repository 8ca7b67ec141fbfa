import { NumberInput, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RetentionView } from '#protocol/retention.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useChange } from '../../parts/use-change.ts'
import { retentionQuery } from './retention-queries.ts'

/** Decides for how long something is kept; says before that what a shorter time destroys. */
export function DecideRetention({ view, onClose }: { view: RetentionView; onClose: () => void }) {
  const { t, number } = useSpeech()
  const { newer, write, isConflict, failure } = useDecision(view, onClose)
  const { kind, days: stands, daysMin, daysMax } = newer ?? view
  const [days, setDays] = useState<number | null>(stands)
  const comparedOf = (typed: number | null) => ({
    part: t('retention.decide.label'),
    mine: typed === null ? '' : t('retention.days', { days: number(typed) }),
    theirs: t('retention.days', { days: number(stands) }),
  })
  const isAllowed = days !== null && days >= daysMin && days <= daysMax
  const bounds = t('retention.bounds', { min: number(daysMin), max: number(daysMax) })
  return (
    <Confirm
      title={t('retention.decide.title', { name: t(`retention.kind.${kind}`) })}
      action={t(isConflict ? 'work.form.save-over' : 'retention.decide')}
      isBusy={write.isPending}
      isReady={isAllowed && days !== stands}
      error={failure}
      onConfirm={() => write.mutate(days ?? 0)}
      onClose={onClose}
    >
      <NumberInput
        label={t('retention.decide.label')}
        description={bounds}
        min={daysMin}
        max={daysMax}
        clampBehavior="none"
        allowDecimal={false}
        value={days ?? ''}
        error={isAllowed ? null : bounds}
        onChange={(next) => setDays(typeof next === 'number' ? next : null)}
        data-autofocus
      />
      <Text size="sm" c={isAllowed && days < stands ? 'var(--khien-warn)' : 'dimmed'}>
        {isAllowed && days < stands
          ? t('retention.decide.shorter', { days: number(days) })
          : t('retention.decide.longer')}
      </Text>
      <ChangedMeanwhile
        error={write.error}
        compared={newer && [comparedOf(days)]}
        onTakeTheirs={() => {
          setDays(stands)
          write.reset()
        }}
      />
    </Confirm>
  )
}

function useDecision(view: RetentionView, onClose: () => void) {
  const api = useApi()
  const client = useQueryClient()
  const { kind } = view
  return useChange({
    seen: view,
    send: (days: number, { revision: expectedRevision }) =>
      api.call('decideRetention', { params: { kind }, body: { days, expectedRevision } }),
    read: async () => {
      const { kinds } = await client.fetchQuery({ ...retentionQuery(api), staleTime: 0 })
      return kinds.find((one) => one.kind === kind)
    },
    onDone: async () => {
      await client.invalidateQueries({ queryKey: retentionQuery(api).queryKey })
      onClose()
    },
  })
}
