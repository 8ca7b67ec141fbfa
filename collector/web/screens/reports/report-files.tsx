import { Button, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { reportFormats, type ReportFormat, type ReportView } from '#protocol/reports.ts'
import { addressOf } from '../../api.ts'
import { routes } from '../../contract.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { download } from '../../download.ts'
import styles from './reports.module.css'

/** The three files of a report; what cannot be given is said in the place of the buttons. */
export function ReportFiles({ report, size }: { report: ReportView; size: 'compact' | 'full' }) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const get = useMutation({
    mutationFn: (format: ReportFormat) =>
      download(
        addressOf(routes.reportFile, { params: { id: report.id, format } }),
        `report.${format}`,
      ),
  })
  const name = `${t(`report.kind.${report.kind}`)} ${report.period}`
  return (
    <div>
      <div className={styles['files']}>
        {reportFormats.map((format) => (
          <Button
            key={format}
            size={size === 'compact' ? 'compact-xs' : 'sm'}
            variant="default"
            loading={get.isPending && get.variables === format}
            leftSection={size === 'compact' ? undefined : <IconDownload size={16} aria-hidden />}
            aria-label={t('report.download.named', {
              format: t(`report.download.${format}`),
              report: name,
            })}
            onClick={() => get.mutate(format)}
          >
            {t(`report.download.${format}`)}
          </Button>
        ))}
      </div>
      {get.isError && (
        <Text role="alert" size="xs" c="var(--mantine-color-error)" mt={4}>
          {textOf(get.error)}
        </Text>
      )}
    </div>
  )
}
