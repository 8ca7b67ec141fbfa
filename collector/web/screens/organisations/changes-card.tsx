import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChangeView } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { changesQuery, refreshOrganisations } from './organisation-queries.ts'
import { actorName } from '../register/entry-values.ts'
import styles from './organisations.module.css'

const shownMax = 10

/** What was changed last; the newest that stands can be undone. */
export function ChangesCard({ mayUndo }: { mayUndo: boolean }) {
  const { t, time } = useSpeech()
  const asked = useQuery(changesQuery(useApi()))
  const changes = asked.data?.changes ?? []
  const [undoing, setUndoing] = useState<ChangeView | null>(null)
  const last = changes.find(({ undoneMs }) => undoneMs === null)
  if (asked.isError && !asked.data) {
    return (
      <Card title={t('organisations.changes')}>
        <LoadFailure error={asked.error} onRetry={() => void asked.refetch()} />
      </Card>
    )
  }
  if (changes.length === 0) return null
  return (
    <Card
      title={t('organisations.changes')}
      aside={<ExportButton route="exportOrganisationChanges" />}
      isFlush
    >
      <RowsTable
        name={t('organisations.changes')}
        heads={[
          t('organisations.changes.when'),
          t('organisations.changes.what'),
          t('organisations.on-day'),
          t('organisations.changes.who'),
        ]}
      >
        {changes.slice(0, shownMax).map((change) => (
          <tr key={change.changeId} data-ended={change.undoneMs !== null}>
            <td>{time(change.recordedMs)}</td>
            <th scope="row">
              <What change={change} />
              {change.undoneMs !== null && <small>{t('organisations.undone')}</small>}
            </th>
            <td>{dayText(change.onDay)}</td>
            <td>
              {actorName(change.actor)}
              {mayUndo && change === last && (
                <Button
                  className={styles['undo'] ?? ''}
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconArrowBackUp size={14} />}
                  onClick={() => setUndoing(change)}
                >
                  {t('organisations.undo')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </RowsTable>
      {undoing && <Undo change={undoing} onClose={() => setUndoing(null)} />}
    </Card>
  )
}

function What({ change }: { change: ChangeView }) {
  const { t } = useSpeech()
  const names = change.agencies.map(({ name }) => name).filter((name) => name !== '')
  const shown = names.slice(0, 3).join(', ')
  const what = t(`organisationChange.${change.kind}`)
  if (shown === '') return what
  return names.length > 3 ? `${what}: ${shown}, …` : `${what}: ${shown}`
}

function Undo({ change, onClose }: { change: ChangeView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const undo = useMutation({
    mutationFn: () => api.call('undoOrganisationChange', { params: { id: change.changeId } }),
    onSuccess: async () => {
      await refreshOrganisations(client)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('organisations.undo.title')}
      action={t('organisations.undo')}
      isBusy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate()}
      onClose={onClose}
    >
      <p>
        <What change={change} />
      </p>
      <p>{t('organisations.undo.why')}</p>
    </Confirm>
  )
}
