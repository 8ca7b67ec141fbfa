import { Button, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hostNoteLimits, type HostNote } from '#protocol/host-notes.ts'
import type { HostId } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { hostNotesKey, hostNotesQuery } from './note-queries.ts'
import styles from './notes-card.module.css'

/** What people wrote about this computer, the newest first, and the field for the next. */
export function NotesCard({ id, asOf }: { id: HostId; asOf: number | undefined }) {
  const { t, number } = useSpeech()
  const may = useMay()
  const notes = useQuery(hostNotesQuery(useApi(), id, { asOf }))
  const [retracting, setRetracting] = useState<HostNote | null>(null)
  const standing = notes.data?.notes.filter(({ retracted }) => retracted === null).length ?? 0
  const isPast = asOf !== undefined
  return (
    <Card title={t('notes.title')} isFlush aside={standing > 0 && number(standing)}>
      {may('writeHostNote') && !isPast && <NewNote id={id} />}
      {notes.isPending && <RowsSkeleton rows={2} />}
      {notes.isError && <LoadFailure error={notes.error} onRetry={() => void notes.refetch()} />}
      {notes.data?.notes.length === 0 && (
        <p className={styles['none']}>{t(isPast ? 'notes.none.past' : 'notes.none')}</p>
      )}
      {notes.data && notes.data.notes.length > 0 && (
        <ol className={styles['list']} tabIndex={0} aria-label={t('notes.title')}>
          {notes.data.notes.map((note) => (
            <Note key={note.id} note={note} onRetract={() => setRetracting(note)} />
          ))}
        </ol>
      )}
      {retracting && <Retract id={id} note={retracting} onClose={() => setRetracting(null)} />}
    </Card>
  )
}

function NewNote({ id }: { id: HostId }) {
  const { t, number } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const failureText = useFailureText()
  const [text, setText] = useState('')
  const save = useMutation({
    mutationFn: () => api.call('writeHostNote', { params: { id }, body: { text } }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ queryKey: hostNotesKey(id) })
    },
  })
  const { characters } = hostNoteLimits
  const left = characters - text.trim().normalize('NFC').length
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        label={t('notes.text')}
        value={text}
        error={save.isError && failureText(save.error)}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className={styles['foot']}>
        <span>
          {left > characters / 5 ? t('notes.hint') : t('notes.left', { count: number(left) })}
        </span>
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={save.isPending}
          disabled={left === characters || left < 0}
        >
          {t('notes.save')}
        </Button>
      </div>
    </form>
  )
}

function Note({ note, onRetract }: { note: HostNote; onRetract: () => void }) {
  const { t, time } = useSpeech()
  const { by, atMs, retracted } = note
  return (
    <li className={styles['note']} data-retracted={retracted !== null}>
      <p className={styles['text']}>
        <bdi>{note.text}</bdi>
      </p>
      <div className={styles['when']}>
        <span>
          <bdi>{by}</bdi>, {time(atMs)}
        </span>
        {note.mayRetract && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('notes.retract.one', { by, time: time(atMs) })}
            onClick={onRetract}
          >
            {t('notes.retract')}
          </Button>
        )}
      </div>
      {retracted && (
        <div className={styles['when']}>
          {t('notes.retracted', { by: retracted.by, time: time(retracted.atMs) })}
        </div>
      )}
    </li>
  )
}

function Retract({ id, note, onClose }: { id: HostId; note: HostNote; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const retract = useMutation({
    mutationFn: () => api.call('retractHostNote', { params: { id, note: note.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: hostNotesKey(id) })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('notes.retract')}
      action={t('notes.retract')}
      isBusy={retract.isPending}
      error={retract.error}
      onConfirm={() => retract.mutate()}
      onClose={onClose}
    >
      <Text size="sm" className={styles['text'] ?? ''}>
        <bdi>{note.text}</bdi>
      </Text>
      <Text size="sm" c="dimmed">
        {t('notes.retract.why')}
      </Text>
    </Confirm>
  )
}
