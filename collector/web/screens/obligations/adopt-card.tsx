import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Adoption, Obligation, OccurrenceView } from '#protocol/obligations.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { isDay } from '../../typed-day.ts'
import { obligationsKey } from './obligation-queries.ts'
import styles from './obligations.module.css'

type Props = {
  adoptable: readonly Obligation[]
  adoptions: readonly Adoption[]
  /** What falls due in the days that are shown, by its name. */
  occurrences: readonly OccurrenceView[]
  today: string
}

/** Duties that the province took on by its own document, and those that it could. */
export function AdoptCard({ adoptable, adoptions, occurrences, today }: Props) {
  const { t, local } = useSpeech()
  const may = useMay()
  const mayAdopt = may('adoptObligation')
  if (adoptions.length === 0 && (!mayAdopt || adoptable.length === 0)) return null
  const nameOf = (id: string) => {
    const found = occurrences.find(({ obligationId }) => obligationId === id)
    return found ? local(found.obligation.title) : id
  }
  return (
    <Card title={t('obligations.adopt')}>
      <Stack gap="sm">
        {adoptions.map((adoption) => (
          <AdoptionLine
            key={adoption.id}
            name={nameOf(adoption.obligationId)}
            adoption={adoption}
            mayWithdraw={mayAdopt}
          />
        ))}
        {mayAdopt && adoptable.length > 0 && <AdoptForm adoptable={adoptable} today={today} />}
      </Stack>
    </Card>
  )
}

type LineProps = { name: string; adoption: Adoption; mayWithdraw: boolean }

function AdoptionLine({ name, adoption, mayWithdraw }: LineProps) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: () => api.call('withdrawAdoption', { params: { id: adoption.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: obligationsKey }),
  })
  const words = t('obligations.adopted', {
    basis: adoption.basis,
    day: dayText(adoption.fromDay),
  })
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm">
        {name}: {words}
      </Text>
      {mayWithdraw && (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t('obligations.adopted.withdraw')}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={t('obligations.adopted.withdraw')}
          action={t('obligations.adopted.withdraw')}
          isBusy={withdraw.isPending}
          error={withdraw.error}
          onConfirm={() => withdraw.mutate()}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">
            {name}: {words}
          </Text>
        </Confirm>
      )}
    </Group>
  )
}

function AdoptForm({ adoptable, today }: Pick<Props, 'adoptable' | 'today'>) {
  const { t, local } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const textOf = useFailureText()
  const [obligationId, setObligation] = useState<string | null>(null)
  const [basis, setBasis] = useState('')
  const [fromDay, setFromDay] = useState(today)
  const adopt = useMutation({
    mutationFn: (id: string) =>
      api.call('adoptObligation', { body: { obligationId: id, fromDay, untilDay: null, basis } }),
    onSuccess: () => client.invalidateQueries({ queryKey: obligationsKey }),
  })
  return (
    <form
      className={styles['adopt']}
      onSubmit={(event) => {
        event.preventDefault()
        if (obligationId !== null) adopt.mutate(obligationId)
      }}
    >
      <Text size="sm" c="dimmed">
        {t('obligations.adopt.why')}
      </Text>
      <Group align="flex-start" gap="sm">
        <Select
          required
          label={t('obligations.adopt.which')}
          data={adoptable.map(({ id, title, source }) => ({
            value: id,
            label: `${local(title)} (${source.document})`,
          }))}
          value={obligationId}
          onChange={setObligation}
          w={{ base: '100%', sm: 360 }}
        />
        <TextInput
          required
          label={t('obligations.adopt.basis')}
          value={basis}
          maxLength={300}
          onChange={(event) => setBasis(event.currentTarget.value)}
        />
        <DayField
          w={180}
          label={t('obligations.adopt.from')}
          isRequired
          value={fromDay}
          onChange={setFromDay}
        />
        <Button
          type="submit"
          size="sm"
          mt={{ base: 0, sm: 24 }}
          loading={adopt.isPending}
          disabled={obligationId === null || basis.trim() === '' || !isDay(fromDay)}
        >
          {t('obligations.adopt.submit')}
        </Button>
      </Group>
      {adopt.error && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(adopt.error)}
        </Text>
      )}
    </form>
  )
}
