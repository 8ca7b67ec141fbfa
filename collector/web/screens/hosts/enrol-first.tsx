import { Button, Code, CopyButton, Select, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { agenciesQuery } from '../../queries.ts'
import styles from './enrol-first.module.css'

const usesMax = 10
const validForHours = 24

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
      return api.call('createToken', { body: { agencyId, usesMax, validForHours } })
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
      {choices.length > 0 ? (
        <Select
          label={t('filter.agency')}
          searchable
          required
          withAsterisk={false}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={agency || null}
          onChange={(id) => setAgency(id ?? '')}
        />
      ) : (
        <TextInput
          label={t('enrol.agency')}
          placeholder={t('enrol.agency.example')}
          maxLength={200}
          required
          withAsterisk={false}
          value={agency}
          onChange={(event) => setAgency(event.currentTarget.value)}
        />
      )}
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

function Command({ text }: { text: string }) {
  const { t } = useSpeech()
  return (
    <div className={styles['command']}>
      <Code block className={styles['code'] ?? ''} tabIndex={0}>
        {text}
      </Code>
      <CopyButton value={text}>
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
  )
}
