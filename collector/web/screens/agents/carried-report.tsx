import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Refusal } from '#protocol/refusals.ts'
import { scriptReportLimits } from '#protocol/script-reports.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import styles from './carried-report.module.css'

/** Takes the report of a machine that cannot reach the collector, carried here as a file. */
export function CarriedReport() {
  const { t, time } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const carry = useMutation({
    mutationFn: (file: File) => {
      const { bytesMax } = scriptReportLimits
      if (file.size > bytesMax) throw new Refusal('SCRIPT_REPORT_TOO_LARGE', { bytesMax })
      return api.upload('carryScriptReport', {}, file)
    },
    onSuccess: () => queryClient.invalidateQueries(),
  })
  const take = (file: File | null) => {
    if (file && !carry.isPending) carry.mutate(file)
  }
  return (
    <Card title={t('script.carry')}>
      <div className={styles['carry']}>
        <p>{t('script.carry.why')}</p>
        <FileButton onChange={take} accept=".khien">
          {(props) => (
            <Button {...props} size="sm" variant="default" loading={carry.isPending}>
              {t('script.carry.choose')}
            </Button>
          )}
        </FileButton>
        <p role="status">
          {carry.data && (
            <Link to="/hosts/$id" params={{ id: carry.data.hostId }}>
              {t('script.carry.done', {
                hostname: carry.data.hostname,
                made: time(carry.data.madeMs),
              })}
            </Link>
          )}
        </p>
        {carry.isError && (
          <p role="alert" className={styles['failure']}>
            {failureText(carry.error)}
          </p>
        )}
      </div>
    </Card>
  )
}
