import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ImportView } from '#protocol/import-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { agenciesQuery } from '../../queries.ts'
import { importQuery, importsKey } from './import-queries.ts'
import { ImportReading } from './import-reading.tsx'
import styles from './imports.module.css'

/** What an import did, and the way back. */
export function ImportDone({ view }: { view: ImportView }) {
  const { t, time } = useSpeech()
  const api = useApi()
  const may = useMay()
  const agencies = useQuery(agenciesQuery(api))
  const agency = agencies.data?.agencies.find(({ id }) => id === view.agencyId)
  const canUndo = view.status === 'done' && may('undoImport')
  const facts: readonly (readonly [string, string])[] = [
    [t('import.kind'), view.kind ? t(`import.kind.${view.kind}`) : ''],
    [t('import.agency'), agency?.name ?? view.agencyId ?? t('import.agency.by-column')],
    [t('import.from-day'), view.fromDay === null ? '' : dayText(view.fromDay)],
    [t('import.list.when'), time(view.doneMs ?? view.uploadedMs)],
    [t('import.list.who'), view.actor],
    ['SHA-256', view.digest],
  ]
  return (
    <Card title={t(`import.status.${view.status}`)} aside={canUndo && <Undo id={view.id} />}>
      {view.counts && view.status === 'done' && (
        <p className={styles['good']} role="status">
          {t('import.done.text', {
            added: view.counts.added,
            corrected: view.counts.corrected,
            unchanged: view.counts.unchanged,
          })}
        </p>
      )}
      {view.undoneMs !== null && (
        <p className={styles['warning']}>
          {t('import.undone.text', { time: time(view.undoneMs), actor: view.undoneBy ?? '' })}{' '}
          {view.undoSkipped !== null && view.undoSkipped > 0
            ? t('import.undone.skipped', { count: view.undoSkipped })
            : ''}
        </p>
      )}
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Undo({ id }: { id: string }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const [isOpen, question] = useDisclosure(false)
  const undo = useMutation({
    mutationFn: () => api.call('undoImport', { params: { id } }),
    onSuccess: async () => {
      question.close()
      await queryClient.invalidateQueries({ queryKey: importsKey })
    },
  })
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={16} />}
        onClick={question.open}
      >
        {t('import.undo')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={question.close}
        title={t('import.undo.title')}
        closeButtonProps={{ 'aria-label': t('import.cancel') }}
      >
        <p>{t('import.undo.text')}</p>
        {undo.isPending && <UndoProgress id={id} />}
        {undo.isError && (
          <p role="alert" className={styles['failure']}>
            {failureText(undo.error)}
          </p>
        )}
        <div className={styles['actions']}>
          <Button size="sm" variant="default" onClick={question.close}>
            {t('import.cancel')}
          </Button>
          <Button size="sm" color="red.9" loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('import.undo.confirm')}
          </Button>
        </div>
      </Modal>
    </>
  )
}

function UndoProgress({ id }: { id: string }) {
  const one = useQuery(importQuery(useApi(), id, true))
  return <ImportReading progress={one.data?.progress ?? null} isWriting />
}
