import { Select, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PlanVersionHead } from '#protocol/plan-views.ts'
import { planBody } from '#protocol/plans.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { refreshPlans } from '../../plan-queries.ts'
import { isDay } from '../../typed-day.ts'
import { DayField } from '../../parts/day-field.tsx'

/** Starts the next version of a plan, or a new plan, as a copy. */
export function StartDraft(props: { versions: readonly PlanVersionHead[]; onClose: () => void }) {
  const { t, local } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const plans = props.versions.filter(({ isCurrent }) => isCurrent)
  const [copyOf, setCopyOf] = useState(plans[0]?.id ?? '')
  const [id, setId] = useState(copyOf)
  const [validFrom, setValidFrom] = useState('')
  const start = useMutation({
    mutationFn: () => api.call('startPlanDraft', { params: { id }, body: { copyOf, validFrom } }),
    onSuccess: async ({ head }) => {
      await refreshPlans(client)
      await navigate({
        to: '/plans/$id/versions/$version',
        params: { id: head.id, version: String(head.version) },
      })
    },
  })
  const isReady = planBody.shape.id.safeParse(id).success && isDay(validFrom)
  return (
    <Confirm
      title={t('plans.start')}
      action={t('plans.start.do')}
      isBusy={start.isPending}
      isReady={isReady}
      error={start.error}
      onConfirm={() => start.mutate()}
      onClose={props.onClose}
    >
      <Text size="sm">{t('plans.start.intro')}</Text>
      <Select
        label={t('plans.start.copy')}
        allowDeselect={false}
        data={plans.map((plan) => ({ value: plan.id, label: local(plan.name) }))}
        value={copyOf}
        onChange={(value) => {
          if (value === null) return
          setCopyOf(value)
          setId(value)
        }}
        data-autofocus
      />
      <TextInput
        label={t('plans.start.id')}
        description={t('plans.start.id.note')}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <DayField
        label={t('plans.start.from')}
        isRequired
        value={validFrom}
        onChange={setValidFrom}
      />
    </Confirm>
  )
}
