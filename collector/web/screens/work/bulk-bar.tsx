import { Button, Modal, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RemedyId } from '#protocol/remedies.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { DecisionForm, type Decided } from './decision-form.tsx'
import { RecheckMany } from './recheck-many.tsx'
import type { Selection } from './use-selection.ts'
import { workKey } from './work-queries.ts'
import styles from './bulk-bar.module.css'

type Props = { remedy: RemedyId; selection: Selection; isPast: boolean }

/** What can be done with what is chosen, and what was done last with the way back. */
export function BulkBar({ remedy, selection, isPast }: Props) {
  const { t, counted, number } = useSpeech()
  const may = useMay()
  const [asking, setAsking] = useState<'accepted' | '' | null>(null)
  const [decided, setDecided] = useState<Decided | null>(null)
  const { chosen } = selection
  const hosts = chosen.filter(({ kind }) => kind === 'host')
  if (isPast || (chosen.length === 0 && decided === null)) return null
  return (
    <div className={`${styles['bar']} no-print`} role="region" aria-label={t('work.chosen')}>
      {chosen.length > 0 ? (
        <>
          <strong aria-live="polite">{counted('work.selected', chosen.length)}</strong>
          {may('decideWork') && (
            <>
              <Button size="xs" onClick={() => setAsking('')}>
                {t('work.decide')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setAsking('accepted')}>
                {t('work.accept')}
              </Button>
            </>
          )}
          {may('recheckMany') && hosts.length > 0 && <RecheckMany hosts={hosts} />}
          <UnstyledButton className={styles['clear'] ?? ''} onClick={selection.clear}>
            {t('work.clear')}
          </UnstyledButton>
        </>
      ) : (
        decided && <Undo key={decided.batch} decided={decided} onOver={() => setDecided(null)} />
      )}
      {asking !== null && (
        <Modal
          opened
          size="md"
          onClose={() => setAsking(null)}
          title={t(asking === 'accepted' ? 'work.dialog.accept' : 'work.dialog', {
            count: number(chosen.length),
          })}
          closeButtonProps={{ 'aria-label': t('cancel') }}
        >
          <DecisionForm
            remedy={remedy}
            items={chosen}
            status={asking}
            onCancel={() => setAsking(null)}
            onDecided={(one) => {
              setAsking(null)
              setDecided(one)
              selection.clear()
            }}
          />
        </Modal>
      )}
    </div>
  )
}

function Undo({ decided, onOver }: { decided: Decided; onOver: () => void }) {
  const { t, number } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const textOf = useFailureText()
  const undo = useMutation({
    mutationFn: () => api.call('undoWork', { params: { batch: decided.batch } }),
    onSuccess: () => client.invalidateQueries({ queryKey: workKey }),
  })
  return (
    <>
      <span role="status">
        {undo.isError ? textOf(undo.error) : undo.data ? undoneText(undo.data) : decidedText()}
      </span>
      {!undo.isSuccess && (
        <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          {t('work.undo')}
        </Button>
      )}
      <UnstyledButton className={styles['clear'] ?? ''} onClick={onOver}>
        {t('work.close')}
      </UnstyledButton>
    </>
  )

  function decidedText() {
    return t('work.decided', { count: number(decided.changed) })
  }

  function undoneText({ undone, skipped }: { undone: number; skipped: number }) {
    if (skipped === 0) return t('work.undone', { count: number(undone) })
    return t('work.undone.skipped', { count: number(undone), skipped: number(skipped) })
  }
}
