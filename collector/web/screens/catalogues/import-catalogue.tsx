import { Button, FileButton, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { cataloguesQuery, refreshJudging } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useMay } from '../../permission.ts'
import styles from './catalogues.module.css'

/** For administrators: takes a signed catalogue from a file, after a word on what that means. */
export function ImportCatalogue() {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const may = useMay()
  const catalogues = useQuery(cataloguesQuery(api))
  const [file, setFile] = useState<File | null>(null)
  const importing = useMutation({
    mutationFn: async (chosen: File) =>
      api.call('importCatalogue', { body: { file: await chosen.text() } }),
    onSuccess: async () => {
      await refreshJudging(client)
      setFile(null)
    },
  })
  if (!may('importCatalogue') || !catalogues.data) return null
  const hasKeys = catalogues.data.keys > 0
  const choose = (chosen: File | null) => {
    importing.reset()
    setFile(chosen)
  }
  return (
    <div className={styles['import']}>
      <FileButton onChange={choose} disabled={!hasKeys}>
        {(props) => (
          <Button
            {...props}
            size="sm"
            variant="default"
            disabled={!hasKeys}
            leftSection={<IconFileImport size={16} stroke={1.8} />}
          >
            {t('catalogues.import')}
          </Button>
        )}
      </FileButton>
      {!hasKeys && (
        <Text size="xs" c="dimmed">
          {t('catalogues.import.no-keys')}
        </Text>
      )}
      {importing.data && !file && (
        <Text size="xs" role="status">
          {t('catalogues.import.done', { what: t(`catalogue.${importing.data.kind}`) })}
        </Text>
      )}
      {file && (
        <Confirm
          title={t('catalogues.import.title')}
          action={t('catalogues.import')}
          isBusy={importing.isPending}
          error={importing.error}
          onConfirm={() => importing.mutate(file)}
          onClose={() => setFile(null)}
        >
          <Text size="sm">{t('catalogues.import.means', { file: file.name })}</Text>
        </Confirm>
      )}
    </div>
  )
}
