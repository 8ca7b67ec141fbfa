import { Button, Checkbox, Group, Select, Text, Title } from '@mantine/core'
import { IconClipboardCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { HandCheckView } from '#protocol/hand-checks.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { agenciesQuery } from '../../queries.ts'
import { handChecksKey, handChecksQuery } from './hand-check-queries.ts'
import styles from './hand-check.module.css'

/** Checks by hand: draw a sample, and what earlier ones found. */
export function HandChecks() {
  const { t } = useSpeech()
  const api = useApi()
  const checks = useQuery(handChecksQuery(api))
  const may = useMay()
  useTitle(t('nav.hand-checks'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.hand-checks')}</Title>
          <p>{t('hand-check.subtitle')}</p>
        </div>
      </header>
      {may('drawHandCheck') && <DrawCard />}
      <Card title={t('hand-check.past')} aside={<ExportButton route="exportHandChecks" />} isFlush>
        {checks.data ? (
          <ChecksTable checks={checks.data.checks} />
        ) : checks.isError ? (
          <LoadFailure error={checks.error} onRetry={() => void checks.refetch()} />
        ) : (
          <RowsSkeleton rows={4} />
        )}
      </Card>
    </div>
  )
}

function DrawCard() {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const textOf = useFailureText()
  const agencies = useQuery(agenciesQuery(api))
  const [agencyId, setAgency] = useState<string>('')
  const [isStratified, setStratified] = useState(false)
  const draw = useMutation({
    mutationFn: () =>
      api.call('drawHandCheck', {
        body: { agencyId: agencyId === '' ? null : agencyId, isStratified },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: handChecksKey })
      await navigate({ to: '/hand-checks/$id', params: { id } })
    },
  })
  const choices = (agencies.data?.agencies ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }))
  return (
    <Card title={t('hand-check.draw')}>
      <Group align="flex-end" gap="md">
        <Select
          label={t('hand-check.draw.where')}
          searchable
          allowDeselect={false}
          data={[{ value: '', label: t('hand-check.draw.province') }, ...choices]}
          error={choicesFailure(agencies)}
          value={agencyId}
          onChange={(id) => setAgency(id ?? '')}
          w={{ base: '100%', sm: 320 }}
        />
        <Checkbox
          label={t('hand-check.draw.stratified')}
          checked={isStratified}
          onChange={(event) => setStratified(event.currentTarget.checked)}
          mb={8}
        />
        <Button size="sm" loading={draw.isPending} onClick={() => draw.mutate()}>
          {t('hand-check.draw')}
        </Button>
      </Group>
      {draw.error && (
        <Text role="alert" size="sm" mt="xs" c="var(--mantine-color-error)">
          {textOf(draw.error)}
        </Text>
      )}
    </Card>
  )
}

function ChecksTable({ checks }: { checks: readonly HandCheckView[] }) {
  const { t, time, number } = useSpeech()
  if (checks.length === 0) {
    return (
      <Notice icon={IconClipboardCheck} title={t('hand-check.none')}>
        {t('hand-check.none.why')}
      </Notice>
    )
  }
  const heads = ['drawn', 'where', 'machines', 'state'] as const
  return (
    <RowsTable
      name={t('hand-check.past')}
      heads={heads.map((head) => t(`hand-check.column.${head}`))}
    >
      {checks.map((check) => (
        <tr key={check.id}>
          <td>
            <Link to="/hand-checks/$id" params={{ id: check.id }}>
              {time(check.drawnMs)}
            </Link>
          </td>
          <td>{check.agencyName ?? t('hand-check.draw.province')}</td>
          <td>
            {t('hand-check.of', {
              machines: number(check.machines),
              population: number(check.population),
            })}
          </td>
          <td>
            {check.finishedMs === null
              ? t('hand-check.open')
              : t('hand-check.finished', {
                  day: dayText(check.checkedOn ?? ''),
                  by: check.checkedBy ?? '',
                })}
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
