import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PlanVersionView } from '#protocol/plan-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { refreshPlans } from '../../plan-queries.ts'

/** Issues a draft or discards it, each after it was asked. */
export function FinishDraft({ view, isBlocked }: { view: PlanVersionView; isBlocked: boolean }) {
  const { t } = useSpeech()
  const [asking, setAsking] = useState<'issue' | 'discard' | null>(null)
  const { version, validFrom } = view.head
  const { issue, discard } = useFinish(view)
  const close = () => setAsking(null)
  return (
    <>
      <Button disabled={isBlocked} variant="filled" onClick={() => setAsking('issue')}>
        {t('plan.issue')}
      </Button>
      <Button variant="default" onClick={() => setAsking('discard')}>
        {t('plan.discard')}
      </Button>
      {asking === 'issue' && (
        <Confirm
          title={t('plan.issue.title', { version })}
          action={t('plan.issue')}
          isBusy={issue.isPending}
          error={issue.error}
          onConfirm={() => issue.mutate()}
          onClose={close}
        >
          <Text size="sm">{t('plan.issue.means', { from: dayText(validFrom) })}</Text>
        </Confirm>
      )}
      {asking === 'discard' && (
        <Confirm
          title={t('plan.discard.title', { version })}
          action={t('plan.discard')}
          isBusy={discard.isPending}
          error={discard.error}
          onConfirm={() => discard.mutate()}
          onClose={close}
        >
          <Text size="sm">{t('plan.discard.means')}</Text>
        </Confirm>
      )}
    </>
  )
}

function useFinish({ head }: PlanVersionView) {
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { id, version, revision: expectedRevision } = head
  const params = { id, version }
  const issue = useMutation({
    mutationFn: () => api.call('issuePlan', { params, body: { expectedRevision } }),
    onSuccess: () => refreshPlans(client),
  })
  const discard = useMutation({
    mutationFn: () => api.call('discardPlanDraft', { params, query: { expectedRevision } }),
    onSuccess: async () => {
      await navigate({ to: '/plans' })
      await refreshPlans(client)
    },
  })
  return { issue, discard }
}
