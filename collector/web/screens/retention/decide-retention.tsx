import { NumberInput, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RetentionView } from '#protocol/retention.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { retentionQuery } from './retention-queries.ts'

/** Decides for how long something is kept; says before that what a shorter time destroys. */
export function DecideRetention({ view, onClose }: { view: RetentionView; onClose: () => void }) {
  const { t, number } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { kind, days: stands, daysMin, daysMax } = view
  const [days, setDays] = useState<number | null>(stands)
  const decide = useMutation({
    mutationFn: () => api.call('decideRetention', { params: { kind }, body: { days: days ?? 0 } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: retentionQuery(api).queryKey })
      onClose()
    },
  })
  const isAllowed = days !== null && days >= daysMin && days <= daysMax
  const bounds = t('retention.bounds', { min: number(daysMin), max: number(daysMax) })
  return (
    <Confirm
      title={t('retention.decide.title', { name: t(`retention.kind.${kind}`) })}
      action={t('retention.decide')}
      isBusy={decide.isPending}
      isReady={isAllowed && days !== stands}
      error={decide.error}
      onConfirm={() => decide.mutate()}
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
    </Confirm>
  )
}
