import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReaderView } from '#protocol/judging-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { readersQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import styles from './catalogues.module.css'

/** Every reader on every platform: checked on a real machine or not, and the command that checks it. */
export function ReadersPanel() {
  const { t, number } = useSpeech()
  const answer = useQuery(readersQuery(useApi()))
  if (answer.isError) {
    return <LoadFailure error={answer.error} onRetry={() => void answer.refetch()} />
  }
  if (!answer.data) return <RowsSkeleton rows={12} />
  const { readers } = answer.data
  const checked = readers.filter((reader) => reader.checked !== null).length
  const counts = { checked: number(checked), total: number(readers.length) }
  return (
    <>
      <p className={styles['intro']}>{t('readers.intro')}</p>
      <Card
        title={t('catalogues.readers')}
        aside={
          <Group gap="sm">
            {t('readers.counts', counts)}
            <ExportButton route="exportReaders" />
          </Group>
        }
        isFlush
      >
        <RowsTable
          name={t('catalogues.readers')}
          heads={[
            t('readers.reader'),
            t('readers.platform'),
            t('readers.state'),
            t('readers.command'),
            t('readers.beside'),
          ]}
        >
          {readers.map((reader) => (
            <tr key={`${reader.reader} ${reader.platform}`}>
              <th scope="row">{reader.reader}</th>
              <td>{t(`platform.${reader.platform}`)}</td>
              <td>
                <Checked reader={reader} />
              </td>
              <td>
                <code className={styles['command']} data-whole>
                  {reader.command}
                </code>
              </td>
              <td>
                {reader.beside === null ? (
                  t('readers.window')
                ) : (
                  <code className={styles['command']}>{reader.beside}</code>
                )}
              </td>
            </tr>
          ))}
        </RowsTable>
      </Card>
    </>
  )
}

function Checked({ reader: { checked } }: { reader: ReaderView }) {
  const { t } = useSpeech()
  if (checked === null) return <span className={styles['pill']}>{t('readers.unchecked')}</span>
  const { on, by, machine } = checked
  return t('readers.checked', { day: dayText(on), by, machine })
}
