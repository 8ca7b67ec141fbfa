import { Button, FileButton } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { importLimits } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { importsKey } from './import-queries.ts'
import styles from './imports.module.css'

const bytesOfMb = 1024 * 1024

/** A file dropped here or chosen is uploaded; nothing is imported by that. */
export function ImportDrop() {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const failureText = useFailureText()
  const upload = useMutation({
    mutationFn: (file: File) => {
      const bytesMax = importLimits.fileBytesMax
      // Said before a large file has crossed the network.
      if (file.size > bytesMax) throw new Refusal('IMPORT_FILE_TOO_LARGE', { bytesMax })
      return api.upload('uploadImport', { query: { fileName: file.name } }, file)
    },
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: importsKey })
      await navigate({ to: '/register/imports/$id', params: { id: made.import.id } })
    },
  })
  const take = (file: File | null | undefined) => {
    if (file && !upload.isPending) upload.mutate(file)
  }
  const isOver = useFileDrop(take)
  return (
    <section className={styles['drop']} data-over={isOver} aria-label={t('import.drop')}>
      <IconFileSpreadsheet size={30} stroke={1.4} aria-hidden />
      <strong>{upload.isPending ? t('import.uploading') : t('import.drop')}</strong>
      <span className={styles['hint']}>
        {t('import.drop.hint', {
          mb: importLimits.fileBytesMax / bytesOfMb,
          rows: importLimits.rowsMax,
        })}
      </span>
      <FileButton onChange={take} accept=".csv,.txt,.tsv,.xlsx">
        {(props) => (
          <Button {...props} size="sm" loading={upload.isPending}>
            {t('import.choose')}
          </Button>
        )}
      </FileButton>
      {upload.isError && (
        <p role="alert" className={styles['failure']}>
          {failureText(upload.error)}
        </p>
      )}
    </section>
  )
}

/** A file may be dropped anywhere on the page; true while one is held over it. */
function useFileDrop(take: (file: File | undefined) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const onTake = useEffectEvent(take)
  useEffect(() => {
    const listening = new AbortController()
    const listen = (name: 'dragover' | 'dragleave' | 'drop', isNowOver: boolean) =>
      document.addEventListener(
        name,
        (event) => {
          if (!event.dataTransfer?.types.includes('Files')) return
          event.preventDefault()
          setIsOver(isNowOver)
          if (name === 'drop') onTake(event.dataTransfer.files[0])
        },
        { signal: listening.signal },
      )
    listen('dragover', true)
    listen('dragleave', false)
    listen('drop', false)
    return () => listening.abort()
  }, [])
  return isOver
}
