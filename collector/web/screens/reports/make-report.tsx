import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { plansQuery } from '../../queries.ts'
import { DraftChoice } from './draft-choice.tsx'
import { DraftWords } from './draft-words.tsx'
import { bodyOf, emptyDraft, isReady, onShownPlan, type ReportDraft } from './report-draft.ts'
import { reportsKey } from './report-queries.ts'

/** Chooses kind, period and agency, and what only a person can say; then opens the draft. */
export function MakeReport({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const plans = useQuery(plansQuery(api))
  const [typed, setTyped] = useState(emptyDraft)
  const draft = onShownPlan(typed, plans.data?.plans ?? [])
  const make = useMutation({
    mutationFn: () => api.call('createReport', { body: bodyOf(draft) }),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: reportsKey })
      await navigate({ to: '/reports/$id', params: { id: made.id } })
    },
  })
  const change = (patch: Partial<ReportDraft>) => setTyped((before) => ({ ...before, ...patch }))
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('report.make.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <Stack gap="md">
          <DraftChoice draft={draft} onChange={change} />
          <DraftWords draft={draft} onChange={change} />
          {make.isError && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {textOf(make.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            {make.isPending && (
              <Text role="status" size="sm" c="dimmed">
                {t('report.make.busy')}
              </Text>
            )}
            <Button variant="default" size="sm" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" size="sm" loading={make.isPending} disabled={!isReady(draft)}>
              {t('report.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
