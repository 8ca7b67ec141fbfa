import { Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { WorkItem } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { Causes } from './causes.tsx'
import { DecisionForm } from './decision-form.tsx'
import { WorkHistory } from './work-history.tsx'
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
            <WorkHistory history={details.data.history} />
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
