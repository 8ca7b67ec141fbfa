import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PersonView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { SessionTable } from '../account/session-table.tsx'
import { peopleKey, personSessionsKey, personSessionsQuery } from './people-queries.ts'

/** Where somebody is signed in, and ending it. */
export function PersonSessions({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const { id, name } = person
  const sessions = useQuery(personSessionsQuery(api, id))
  const take = async (answer: NonNullable<typeof sessions.data>) => {
    client.setQueryData(personSessionsKey(id), answer)
    await client.invalidateQueries({ queryKey: peopleKey, exact: true })
  }
  const endOne = useMutation({
    mutationFn: (session: string) => api.call('endPersonSession', { params: { id, session } }),
    onSuccess: take,
    onError: () => client.invalidateQueries({ queryKey: personSessionsKey(id) }),
  })
  const endAll = useMutation({
    mutationFn: () => api.call('endPersonSessions', { params: { id } }),
    onSuccess: take,
  })
  const error = endOne.error ?? endAll.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('sessions.title')} – ${name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="sm">
        {error && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {textOf(error)}
          </Text>
        )}
        {sessions.isPending && <RowsSkeleton rows={2} />}
        {sessions.isError && (
          <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />
        )}
        {sessions.data && (
          <SessionTable
            sessions={sessions.data.sessions}
            busyId={endOne.isPending ? endOne.variables : null}
            onEnd={endOne.mutate}
          />
        )}
        <Group justify="flex-end">
          <Button
            size="sm"
            variant="default"
            loading={endAll.isPending}
            onClick={() => endAll.mutate()}
          >
            {t('sessions.end-all')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
