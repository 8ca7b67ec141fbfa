import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { roles, type Role } from '#protocol/access.ts'
import type { SignInRules } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useChange } from '../../parts/use-change.ts'
import { signInRulesKey, signInRulesQuery } from './people-queries.ts'
import styles from './people.module.css'

/** Which roles must have a second step. */
export function SignInRulesCard() {
  const { t } = useSpeech()
  const rules = useQuery(signInRulesQuery(useApi()))
  // Only what was saved here begins anew: what somebody else saves takes nothing that is chosen away.
  const [saved, setSaved] = useState(0)
  return (
    <Card title={t('rules.title')}>
      {rules.isPending && <RowsSkeleton rows={2} />}
      {rules.isError && <LoadFailure error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <Choice key={saved} rules={rules.data} onSaved={() => setSaved(saved + 1)} />}
    </Card>
  )
}

function Choice({ rules, onSaved }: { rules: SignInRules; onSaved: () => void }) {
  const { t, time } = useSpeech()
  const textOf = useFailureText()
  // Null: as it stands, whoever decides that.
  const [own, setOwn] = useState<readonly Role[] | null>(null)
  const chosen = own ?? rules.totpRoles
  const { newer, write, isConflict, failure } = useDecision(rules, onSaved)
  const namesOf = (some: readonly Role[]) =>
    roles
      .filter((role) => some.includes(role))
      .map((role) => t(`role.${role}`))
      .join(', ')
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
              setOwn(
                currentTarget.checked ? [...chosen, role] : chosen.filter((one) => one !== role),
              )
            }
          />
        ))}
      </div>
      <ChangedMeanwhile
        error={write.error}
        compared={
          newer && [
            { part: t('rules.title'), mine: namesOf(chosen), theirs: namesOf(newer.totpRoles) },
          ]
        }
        onTakeTheirs={() => {
          setOwn(null)
          write.reset()
        }}
      />
      {failure && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(failure)}
        </Text>
      )}
      <Group gap="sm">
        <Button
          size="sm"
          disabled={!isChanged}
          loading={write.isPending}
          onClick={() => write.mutate([...chosen])}
        >
          {t(isConflict ? 'work.form.save-over' : 'rules.save')}
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

function useDecision(rules: SignInRules, onSaved: () => void) {
  const api = useApi()
  const client = useQueryClient()
  return useChange({
    seen: rules,
    send: (totpRoles: Role[], { revision: expectedRevision }) =>
      api.call('decideSignInRules', { body: { totpRoles, expectedRevision } }),
    read: () => client.fetchQuery({ ...signInRulesQuery(api), staleTime: 0 }),
    onDone: (answer) => {
      client.setQueryData(signInRulesKey, answer)
      onSaved()
    },
  })
}
