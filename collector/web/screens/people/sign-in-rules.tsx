import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { roles, type Role } from '#protocol/access.ts'
import type { SignInRules } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { signInRulesKey, signInRulesQuery } from './people-queries.ts'
import styles from './people.module.css'

/** Which roles must have a second step. */
export function SignInRulesCard() {
  const { t } = useSpeech()
  const rules = useQuery(signInRulesQuery(useApi()))
  return (
    <Card title={t('rules.title')}>
      {rules.isPending && <RowsSkeleton rows={2} />}
      {rules.isError && <LoadFailure error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <Choice key={JSON.stringify(rules.data)} rules={rules.data} />}
    </Card>
  )
}

function Choice({ rules }: { rules: SignInRules }) {
  const { t, time } = useSpeech()
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<readonly Role[]>(rules.totpRoles)
  const save = useMutation({
    mutationFn: () => api.call('decideSignInRules', { body: { totpRoles: [...chosen] } }),
    onSuccess: (answer) => client.setQueryData(signInRulesKey, answer),
  })
  const stands = [...rules.totpRoles].sort().join()
  const isChanged = [...chosen].sort().join() !== stands
  const { decided } = rules
  return (
    <Stack gap="sm">
      <Text size="sm">{t('rules.what')}</Text>
      <div className={styles['roles']} role="group" aria-label={t('rules.title')}>
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={t(`role.${role}`)}
            checked={chosen.includes(role)}
            onChange={({ currentTarget }) =>
              setChosen(
                currentTarget.checked ? [...chosen, role] : chosen.filter((one) => one !== role),
              )
            }
          />
        ))}
      </div>
      {save.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(save.error)}
        </Text>
      )}
      <Group gap="sm">
        <Button
          size="sm"
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('rules.save')}
        </Button>
        <Text size="sm" c="dimmed">
          {decided
            ? t('rules.decided', { author: decided.author, time: time(decided.atMs) })
            : t('rules.none')}
        </Text>
      </Group>
    </Stack>
  )
}
