import { Select, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { plansQuery } from '../../queries.ts'
import { cutOffsQuery, snapshotsKey } from './snapshot-queries.ts'

/** Of fewer characters a reason says nothing. */
const reasonLengthMin = 3

/** Takes a snapshot of now, or of a period whose cut-off has passed without one. */
export function TakeDialog({
  onClose,
  onTaken,
}: {
  onClose: () => void
  onTaken: (id: string) => Promise<void>
}) {
  const { t, local, time } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const askedPlans = useQuery(plansQuery(api))
  const plans = askedPlans.data?.plans ?? []
  const cutOffs = useQuery(cutOffsQuery(api))
  const [chosenPlan, setPlan] = useState<string | null>(null)
  const [period, setPeriod] = useState('')
  const [reason, setReason] = useState('')
  const planId = chosenPlan ?? plans[0]?.id ?? ''
  const take = useMutation({
    mutationFn: () =>
      api.call('takeSnapshot', { body: { planId, period: period === '' ? null : period, reason } }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: snapshotsKey })
      await onTaken(id)
    },
  })
  const missing = (cutOffs.data?.cutOffs ?? [])
    .filter(({ isPast, snapshotId }) => isPast && snapshotId === null)
    .map((one) => ({
      value: one.period,
      label: t('snapshots.take.period', { period: one.period, time: time(one.cutOffMs) }),
    }))
  return (
    <Confirm
      title={t('snapshots.take.title')}
      action={t('snapshots.take.confirm')}
      isBusy={take.isPending}
      isReady={planId !== '' && reason.trim().length >= reasonLengthMin}
      error={take.error}
      onConfirm={() => take.mutate()}
      onClose={onClose}
    >
      <Select
        label={t('snapshots.plan')}
        allowDeselect={false}
        data={plans.map(({ id, name }) => ({ value: id, label: local(name) }))}
        error={choicesFailure(askedPlans)}
        value={planId === '' ? null : planId}
        onChange={setPlan}
      />
      <Select
        label={t('snapshots.take.what')}
        allowDeselect={false}
        data={[{ value: '', label: t('snapshots.take.now') }, ...missing]}
        error={choicesFailure(cutOffs)}
        value={period}
        onChange={(value) => setPeriod(value ?? '')}
      />
      <Textarea
        label={t('snapshots.take.reason')}
        description={t('snapshots.take.reason.why')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </Confirm>
  )
}
