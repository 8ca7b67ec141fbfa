import { Button, Code, CopyButton, Group, Select, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { agencyRoles, roles, type Role } from '#protocol/access.ts'
import { apiTokenLimits } from '#protocol/api-tokens.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { agenciesQuery } from '../../queries.ts'
import { apiTokensKey } from './api-tokens-queries.ts'
import styles from './api-tokens.module.css'

const dayChoices = [30, 90, 180, apiTokenLimits.validForDaysMax] as const
const nothingYet = { name: '', role: 'leader' as Role, agencyId: '', days: 90 }

const isOfAgency = (role: Role) => agencyRoles.some((one) => one === role)

type Wanted = typeof nothingYet

/** Makes a token, and shows its secret until it has been kept. */
export function NewApiToken() {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState(nothingYet)
  const create = useMutation({
    mutationFn: ({ name, role, agencyId, days }: Wanted) =>
      api.call('createApiToken', {
        body: { name, role, agencyId: isOfAgency(role) ? agencyId : null, validForDays: days },
      }),
    onSuccess: async () => {
      setWanted(nothingYet)
      await queryClient.invalidateQueries({ queryKey: apiTokensKey })
    },
  })
  return (
    <Card title={t('api-tokens.new')}>
      {create.data ? (
        <Made
          name={create.data.token.name}
          secret={create.data.secret}
          onDone={() => create.reset()}
        />
      ) : (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate(wanted)
          }}
        >
          <Fields wanted={wanted} onChange={setWanted} />
          <Button
            type="submit"
            size="sm"
            loading={create.isPending}
            disabled={
              wanted.name.trim() === '' || (isOfAgency(wanted.role) && wanted.agencyId === '')
            }
          >
            {t('api-tokens.create')}
          </Button>
        </form>
      )}
      {create.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mt="xs">
          {textOf(create.error)}
        </Text>
      )}
    </Card>
  )
}

type FieldsProps = { wanted: Wanted; onChange: (wanted: Wanted) => void }

function Fields({ wanted, onChange }: FieldsProps) {
  const { t } = useSpeech()
  const { name, role, agencyId, days } = wanted
  return (
    <>
      <TextInput
        size="sm"
        label={t('api-tokens.name')}
        placeholder={t('api-tokens.name.hint')}
        maxLength={apiTokenLimits.nameLengthMax}
        value={name}
        onChange={(event) => onChange({ ...wanted, name: event.currentTarget.value })}
      />
      <Select
        size="sm"
        label={t('api-tokens.role')}
        allowDeselect={false}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={(value) =>
          onChange({ ...wanted, role: roles.find((one) => one === value) ?? role })
        }
      />
      <Agency
        role={role}
        value={agencyId}
        onChange={(value) => onChange({ ...wanted, agencyId: value })}
      />
      <Select
        size="sm"
        label={t('api-tokens.days')}
        allowDeselect={false}
        data={dayChoices.map((value) => ({
          value: String(value),
          label: t('api-tokens.days.of', { days: String(value) }),
        }))}
        value={String(days)}
        onChange={(value) => onChange({ ...wanted, days: Number(value ?? days) })}
      />
    </>
  )
}

type AgencyProps = { role: Role; value: string; onChange: (agencyId: string) => void }

function Agency({ role, value, onChange }: AgencyProps) {
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi()))
  if (!isOfAgency(role)) {
    const all = t('api-tokens.agency.province')
    return <TextInput size="sm" label={t('api-tokens.agency')} value={all} readOnly disabled />
  }
  return (
    <Select
      size="sm"
      label={t('api-tokens.agency')}
      searchable
      nothingFoundMessage={t('filter.nothing')}
      data={(agencies.data?.agencies ?? []).map((one) => ({ value: one.id, label: one.name }))}
      error={choicesFailure(agencies)}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}

function Made({ name, secret, onDone }: { name: string; secret: string; onDone: () => void }) {
  const { t } = useSpeech()
  return (
    <div className={styles['secret']} role="status">
      <Text size="sm" fw={600}>
        {t('api-tokens.shown-once', { name })}
      </Text>
      <div className={styles['command']}>
        <Code tabIndex={0}>{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <Text size="sm" c="dimmed">
        {t('api-tokens.use')} <Code>Authorization: Bearer {'khien_…'}</Code>
      </Text>
      <Group>
        <Button size="xs" onClick={onDone}>
          {t('api-tokens.done')}
        </Button>
      </Group>
    </div>
  )
}
