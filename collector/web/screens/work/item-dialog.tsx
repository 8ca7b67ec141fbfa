import { Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { WorkDecision, WorkItem } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { Causes } from './causes.tsx'
import { DecisionForm } from './decision-form.tsx'
import { workItemQuery } from './work-queries.ts'
import styles from './item-dialog.module.css'

type Props = { item: WorkItem; isPast: boolean; onClose: () => void }

/** One item: why, how to put it right, who decided what, and the next decision. */
export function ItemDialog({ item, isPast, onClose }: Props) {
  const { t } = useSpeech()
  const may = useMay()
  const { remedy, kind, id } = item
  const details = useQuery(workItemQuery(useApi(), { remedy, kind, id }))
  const isOpen = item.status !== 'done' && item.status !== 'unconfirmed'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('work.dialog.one', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="md">
        <div className={styles['why']}>
          <h3>{t(`remedy.${remedy}.name`)}</h3>
          <Causes item={item} />
          <p>{t(`remedy.${remedy}.steps`)}</p>
          {item.status === 'accepted' && <p>{t('work.unmet-still')}</p>}
        </div>
        {may('decideWork') && isOpen && !isPast && (
          <DecisionForm remedy={remedy} items={[item]} onDecided={onClose} onCancel={onClose} />
        )}
        <div>
          <h3>{t('work.history')}</h3>
          {details.data ? (
            <History history={details.data.history} />
          ) : details.isError ? (
            <LoadFailure error={details.error} onRetry={() => void details.refetch()} />
          ) : (
            <RowsSkeleton rows={2} />
          )}
        </div>
      </Stack>
    </Modal>
  )
}

function History({ history }: { history: readonly WorkDecision[] }) {
  const { t, time } = useSpeech()
  if (history.length === 0) return <Text size="sm">{t('work.history.none')}</Text>
  return (
    <ol className={styles['history']}>
      {history.map((decision) => (
        <li key={decision.revision}>
          <Line decision={decision} />
          <small>
            {t('work.history.line', { time: time(decision.atMs), by: decision.by })}
            {decision.isUndo && ` · ${t('work.history.undo')}`}
          </small>
        </li>
      ))}
    </ol>
  )
}

function Line({ decision }: { decision: WorkDecision }) {
  const { t, date } = useSpeech()
  const { status, owner, dueDay, note, risk } = decision
  const dayText = (day: string) => date(Date.parse(`${day}T12:00:00+07:00`))
  const parts = [
    t(`work.status.${status}`),
    ...(owner ? [`${t('work.column.owner')}: ${owner.name}`] : []),
    ...(dueDay ? [`${t('work.column.due')}: ${dayText(dueDay)}`] : []),
    ...(risk ? [t('work.risk.until', { day: dayText(risk.untilDay), reason: risk.reason })] : []),
  ]
  return (
    <>
      <strong>{parts.join(' · ')}</strong>
      {note && <p>{note}</p>}
    </>
  )
}
