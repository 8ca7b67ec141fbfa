import { Button, Text, TextInput, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReportView } from '#protocol/reports.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay, useOwnAgency } from '../../permission.ts'
import { ReportFacts } from './report-facts.tsx'
import { ReportFiles } from './report-files.tsx'
import { reportQuery, reportsKey } from './report-queries.ts'
import styles from './reports.module.css'

/** One report: its files, what to look at before signing, and its next step. */
export function Report() {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/reports/$id' })
  const report = useQuery(reportQuery(useApi(), id))
  useTitle(report.data ? t(`report.kind.${report.data.kind}`) : t('nav.reports'))
  if (report.isError) {
    return <LoadFailure level={1} error={report.error} onRetry={() => void report.refetch()} />
  }
  if (!report.data) return <ScreenSkeleton />
  return <Opened report={report.data} />
}

function Opened({ report }: { report: ReportView }) {
  const { t } = useSpeech()
  const may = useMay()
  const mayAdvance = may('advanceReport')
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Link to="/reports">
            <IconArrowLeft size={14} aria-hidden /> {t('report.back')}
          </Link>
          <Title order={1}>
            {t(`report.kind.${report.kind}`)} {report.period}
          </Title>
          <p className={styles['lead']}>
            {report.agencyName ?? t('report.province')}
            {' · '}
            <span className={styles['state']} data-state={report.state}>
              {t(`report.state.${report.state}`)}
            </span>
          </p>
        </div>
        {mayAdvance && report.state !== 'sent' && <NextStep report={report} />}
      </header>
      <Card title={t('report.files')}>
        <ReportFiles report={report} size="full" />
        <Reprint id={report.id} />
      </Card>
      {report.remarks.length > 0 && (
        <Card title={t('report.remarks')}>
          <ul className={styles['remarks']}>
            {report.remarks.map(({ code, text }) => (
              <li key={`${code} ${text}`} lang="vi">
                {text}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <ReportFacts report={report} />
    </div>
  )
}

const nextSteps = {
  draft: { to: 'confirmed', words: 'report.confirm' },
  confirmed: { to: 'sent', words: 'report.send' },
} as const

function NextStep({ report }: { report: ReportView }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [basis, setBasis] = useState('')
  const isForOthers = useOwnAgency() === null && report.agencyId !== null
  const { to, words } = nextSteps[report.state === 'draft' ? 'draft' : 'confirmed']
  const advance = useMutation({
    mutationFn: () =>
      api.call('advanceReport', {
        params: { id: report.id },
        body: { to, basis: isForOthers ? basis : null },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: reportsKey })
      setAsking(false)
      setBasis('')
    },
  })
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t(words)}
      </Button>
      {isAsking && (
        <Confirm
          title={t(`${words}.title`)}
          action={t(words)}
          isBusy={advance.isPending}
          isReady={!isForOthers || basis.trim() !== ''}
          error={advance.error}
          onConfirm={() => advance.mutate()}
          onClose={() => {
            advance.reset()
            setAsking(false)
          }}
        >
          <Text size="sm">{t(`${words}.what`)}</Text>
          {isForOthers && (
            <TextInput
              mt="sm"
              label={t('report-flow.basis')}
              description={t('report-flow.basis.hint')}
              value={basis}
              maxLength={300}
              onChange={(event) => setBasis(event.currentTarget.value)}
            />
          )}
        </Confirm>
      )}
    </>
  )
}

function Reprint({ id }: { id: string }) {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const reprint = useMutation({
    mutationFn: () => api.call('reprintReport', { params: { id } }),
  })
  return (
    <>
      <Button
        mt="sm"
        size="xs"
        variant="subtle"
        loading={reprint.isPending}
        onClick={() => reprint.mutate()}
      >
        {t('report.reprint')}
      </Button>
      {reprint.data && (
        <p role="status" className={styles[reprint.data.isIdentical ? 'good' : 'bad']}>
          {t(reprint.data.isIdentical ? 'report.reprint.same' : 'report.reprint.differs')}
        </p>
      )}
      {reprint.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(reprint.error)}
        </Text>
      )}
    </>
  )
}
