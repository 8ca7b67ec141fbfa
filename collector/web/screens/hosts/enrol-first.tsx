import { Button, Select, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { Command } from '../../parts/command.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { agenciesQuery } from '../../queries.ts'
import styles from './enrol-first.module.css'

const usesMax = 10
const limits = { usesMax, validForHours: 24, networks: [], waitsBeyondDeclared: false }

/** How to enrol the first computer: choose or name its agency, make a token, run the command. */
export function EnrolFirst() {
  const { t, time } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const may = useMay()
  const agencies = useQuery(agenciesQuery(api))
  const choices = (agencies.data?.agencies ?? []).filter(({ isSample }) => !isSample)
  const [agency, setAgency] = useState('')
  const token = useMutation({
    mutationFn: async () => {
      const agencyId =
        choices.length > 0
          ? agency
          : (await api.call('createAgency', { body: { name: agency, kind: 'agency' } })).id
      return api.call('createToken', { body: { ...limits, agencyId } })
    },
  })
  if (!may('createToken')) return <Text size="sm">{t('enrol.ask')}</Text>
  if (token.data) {
    return (
      <div className={styles['steps']}>
        <Text size="sm">{t('enrol.run')}</Text>
        <Command text={`khien-agent enrol ${token.data.join}`} />
        <Command text="khien-agent run" />
        <Text size="xs" c="dimmed">
          {t('enrol.limits', { uses: usesMax, until: time(token.data.token.expiresMs) })}
        </Text>
      </div>
    )
  }
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        token.mutate()
      }}
    >
      <AgencyField
        choices={choices}
        failure={choicesFailure(agencies)}
        agency={agency}
        onAgency={setAgency}
      />
      <Button type="submit" size="sm" loading={token.isPending} disabled={agency.trim() === ''}>
        {t('enrol.make')}
      </Button>
      {token.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(token.error)}
        </Text>
      )}
    </form>
  )
}

type AgencyFieldProps = {
  choices: readonly { id: string; name: string }[]
  /** Why there may be no choices, though there are agencies. */
  failure: ReactNode
  agency: string
  onAgency: (agency: string) => void
}

/** One of the agencies, or the name of the first one. */
function AgencyField({ choices, failure, agency, onAgency }: AgencyFieldProps) {
  const { t } = useSpeech()
  if (choices.length > 0 || failure !== null) {
    return (
      <Select
        label={t('filter.agency')}
        searchable
        required
        withAsterisk={false}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        error={failure}
        value={agency || null}
        onChange={(id) => onAgency(id ?? '')}
      />
    )
  }
  return (
    <TextInput
      label={t('enrol.agency')}
      placeholder={t('enrol.agency.example')}
      maxLength={200}
      required
      withAsterisk={false}
      value={agency}
      onChange={(event) => onAgency(event.currentTarget.value)}
    />
  )
}
