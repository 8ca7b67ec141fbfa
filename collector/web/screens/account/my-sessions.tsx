import { Button, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { mySessionsKey, mySessionsQuery } from './account-queries.ts'
import { SessionTable } from './session-table.tsx'
import styles from './account.module.css'

/** Where one is signed in oneself. */
export function MySessions() {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const sessions = useQuery(mySessionsQuery(api))
  const take = (answer: NonNullable<typeof sessions.data>) =>
    client.setQueryData(mySessionsKey, answer)
  const endOne = useMutation({
    mutationFn: (session: string) => api.call('endMySession', { params: { session } }),
    onSuccess: take,
    onError: () => client.invalidateQueries({ queryKey: mySessionsKey }),
  })
  const endOthers = useMutation({
    mutationFn: () => api.call('endMyOtherSessions', {}),
    onSuccess: take,
  })
  const rows = sessions.data?.sessions ?? []
  const error = endOne.error ?? endOthers.error
  const endAll = rows.length > 1 && (
    <Button
      size="compact-sm"
      variant="default"
      loading={endOthers.isPending}
      onClick={() => endOthers.mutate()}
    >
      {t('sessions.end-others')}
    </Button>
  )
  return (
    <Card title={t('sessions.title')} aside={endAll} isFlush>
      {error && (
        <Text
          role="alert"
          size="sm"
          c="var(--mantine-color-error)"
          className={styles['flow'] ?? ''}
        >
          {textOf(error)}
        </Text>
      )}
      {sessions.isPending && <RowsSkeleton rows={2} />}
      {sessions.isError && (
        <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && (
        <SessionTable
          sessions={rows}
          busyId={endOne.isPending ? endOne.variables : null}
          onEnd={endOne.mutate}
        />
      )}
    </Card>
  )
}
