import { Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PersonView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import type { Given } from './one-time-password.tsx'
import { peopleKey } from './people-queries.ts'

export type Change = 'reset-password' | 'reset-totp' | 'disable' | 'enable'

/** Asks before an account is changed, and says what that does to whoever holds it. */
export function ConfirmChange(props: {
  person: PersonView
  change: Change
  onGiven: (given: Given) => void
  onClose: () => void
}) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { person, change } = props
  const params = { id: person.id }
  const { name } = person
  const run = useMutation({
    mutationFn: async () => {
      if (change === 'reset-password') {
        const { password } = await api.call('resetPassword', { params })
        props.onGiven({ name, password })
      } else if (change === 'reset-totp') await api.call('resetTotp', { params })
      else if (change === 'disable') await api.call('disablePerson', { params })
      else await api.call('enablePerson', { params })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: peopleKey })
      props.onClose()
    },
  })
  return (
    <Confirm
      title={t(`people.${change}`)}
      action={t(`people.${change}`)}
      isBusy={run.isPending}
      error={run.error}
      onConfirm={() => run.mutate()}
      onClose={props.onClose}
    >
      <Text size="sm">{change === 'enable' ? name : t(`people.${change}.what`, { name })}</Text>
    </Confirm>
  )
}
