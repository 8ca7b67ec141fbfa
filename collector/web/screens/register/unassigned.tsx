import { Button, Select, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UnassignedView } from '#protocol/unassigned-routes.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { useMay } from '../../permission.ts'
import { registerKey } from '../../query-keys.ts'
import { unassignedQuery } from './register-queries.ts'
import styles from './register.module.css'

/** What agencies that were split had declared and belongs to no part yet; nothing at all while there is none. */
export function Unassigned() {
  const { t, number } = useSpeech()
  const api = useApi()
  const may = useMay()
  const queue = useQuery({ ...unassignedQuery(api), enabled: may('unassignedEntries') })
  const assign = useAssign()
  const failureText = useFailureText()
  if (queue.isError && !queue.data) {
    return <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />
  }
  if (!queue.data || queue.data.total === 0) return null
  const { entries, total } = queue.data
  const suggested = Map.groupBy(
    entries.filter(({ suggestedId }) => suggestedId !== null),
    ({ suggestedId }) => suggestedId ?? '',
  )
  const heads = [
    t('register.unassigned.what'),
    t('register.unassigned.from'),
    t('register.unassigned.counts-for'),
    t('register.unassigned.to'),
  ]
  return (
    <Card
      title={t('register.unassigned.title', { count: number(total) })}
      aside={<ExportButton route="exportUnassigned" />}
      isFlush
    >
      <p className={styles['why']}>{t('register.unassigned.why')}</p>
      <div className={styles['toolbar']}>
        {[...suggested].map(([toAgencyId, own]) => (
          <Button
            key={toAgencyId}
            size="xs"
            variant="default"
            loading={assign.isPending}
            onClick={() =>
              assign.mutate({ toAgencyId, entryIds: own.map(({ entryId }) => entryId) })
            }
          >
            {t('register.unassigned.accept', {
              count: number(own.length),
              name: own[0]?.parts.find(({ id }) => id === toAgencyId)?.name ?? '',
            })}
          </Button>
        ))}
      </div>
      {assign.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(assign.error)}
        </Text>
      )}
      <RowsTable name={t('register.unassigned.title', { count: number(total) })} heads={heads}>
        {entries.map((entry) => (
          <Row key={entry.entryId} entry={entry} />
        ))}
      </RowsTable>
    </Card>
  )
}

function useAssign() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { toAgencyId: string; entryIds: string[] }) =>
      api.call('assignEntries', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: registerKey }),
  })
}

function Row({ entry }: { entry: UnassignedView }) {
  const { t } = useSpeech()
  const assign = useAssign()
  const [chosen, setChosen] = useState(entry.suggestedId)
  const { entryId, kind, words, from, onDay, countsFor, parts } = entry
  return (
    <tr>
      <th scope="row">
        {words} <small>{t(`import.kind.${kind}`)}</small>
      </th>
      <td>
        {from.name} <small>{t('register.unassigned.split', { day: dayText(onDay) })}</small>
      </td>
      <td>{countsFor.name}</td>
      <td>
        <div className={styles['toolbar']}>
          <Select
            size="xs"
            aria-label={t('register.unassigned.to')}
            placeholder={t('register.unassigned.choose')}
            data={parts.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            size="xs"
            disabled={chosen === null}
            loading={assign.isPending}
            onClick={() =>
              chosen !== null && assign.mutate({ toAgencyId: chosen, entryIds: [entryId] })
            }
          >
            {t('register.unassigned.assign')}
          </Button>
        </div>
      </td>
    </tr>
  )
}
