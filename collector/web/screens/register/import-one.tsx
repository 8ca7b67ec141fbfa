import { Button, Title } from '@mantine/core'
import { IconArrowLeft, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportView } from '#protocol/import-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { ImportDone } from './import-done.tsx'
import { ImportDraft } from './import-draft.tsx'
import { importQuery, importsKey } from './import-queries.ts'
import styles from './imports.module.css'

/** One uploaded file: checked, mapped and imported here; afterwards what it did, and its undo. */
export function ImportOne() {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/register/imports/$id' })
  const [isReading, setIsReading] = useState(false)
  const one = useQuery(importQuery(useApi(), id, isReading))
  useTitle(one.data?.import.fileName ?? t('import.title'))
  if (one.isError)
    return <LoadFailure level={1} error={one.error} onRetry={() => void one.refetch()} />
  if (!one.data) return <ScreenSkeleton />
  const { import: view, sameFile, progress } = one.data
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Link to="/register/imports" className={styles['back']}>
            <IconArrowLeft size={15} aria-hidden />
            {t('import.back')}
          </Link>
          <Title order={1}>{view.fileName}</Title>
        </div>
        {view.status === 'draft' && <Discard view={view} />}
      </header>
      {view.status === 'draft' && sameFile.map((same) => <SameFile key={same.id} same={same} />)}
      {view.status === 'draft' ? (
        <ImportDraft view={view} progress={progress} onReading={setIsReading} />
      ) : (
        <ImportDone view={view} />
      )}
    </div>
  )
}

function SameFile({ same }: { same: ImportView }) {
  const { t, time } = useSpeech()
  const { fileName, actor, doneMs, uploadedMs } = same
  return (
    <div className={styles['warning']} role="note">
      <strong>{t('import.same-file')}.</strong>{' '}
      <Link to="/register/imports/$id" params={{ id: same.id }}>
        {t('import.same-file.text', { fileName, actor, time: time(doneMs ?? uploadedMs) })}
      </Link>
    </div>
  )
}

function Discard({ view }: { view: ImportView }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const discard = useMutation({
    mutationFn: () => api.call('discardImport', { params: { id: view.id } }),
    onSuccess: async () => {
      await navigate({ to: '/register/imports' })
      await queryClient.invalidateQueries({ queryKey: importsKey })
    },
  })
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconTrash size={16} />}
      loading={discard.isPending}
      onClick={() => discard.mutate()}
    >
      {t('import.discard')}
    </Button>
  )
}
