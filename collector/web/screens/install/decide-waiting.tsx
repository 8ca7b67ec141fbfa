import { Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { installKey } from './install-queries.ts'
import type { Asked } from './waiting-card.tsx'

/** Asks before machines are let in or turned away: those that were shown, and no other. */
export function DecideWaiting({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t, number } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const { decision, machines } = asked
  const [first] = machines
  const decide = useMutation({
    mutationFn: () =>
      api.call('decideWaiting', {
        body: { decision, hostIds: machines.map(({ hostId }) => hostId) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: installKey })
      onClose()
    },
  })
  const isApproval = decision === 'approved'
  const count = number(machines.length)
  return (
    <Confirm
      title={
        isApproval
          ? t('install.wait.all.title')
          : t('install.wait.decline.title', { name: first?.hostname ?? '' })
      }
      action={t(isApproval ? 'install.wait.approve' : 'install.wait.decline')}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate()}
      onClose={onClose}
    >
      <Text size="sm">
        {isApproval
          ? t('install.wait.all.what', { count, agency: first?.agency.name ?? '' })
          : t('install.wait.decline.what')}
      </Text>
      {machines.length <= 10 && (
        <Text size="sm">{machines.map(({ hostname }) => hostname).join(', ')}</Text>
      )}
    </Confirm>
  )
}
