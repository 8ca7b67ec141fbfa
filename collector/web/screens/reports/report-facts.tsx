import { Code } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ReportView } from '#protocol/reports.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './reports.module.css'

const bytesOfKb = 1024

/** What a report rests on and under which hashes it is archived. */
export function ReportFacts({ report }: { report: ReportView }) {
  const { t, time, number } = useSpeech()
  const sizeText = (bytes: number) => t('report.size', { kb: number(Math.ceil(bytes / bytesOfKb)) })
  const byText = (ms: number | null, actor: string | null, basis: string | null = null) => {
    if (ms === null) return '—'
    const made = t('report.made.by', { time: time(ms), actor: actor ?? '' })
    return basis === null ? made : `${made} · ${t('report-flow.for-others', { basis })}`
  }
  return (
    <Card title={t('report.about')}>
      <dl className={styles['facts']}>
        <Fact name={t('report.snapshot')}>
          {t('report.snapshot.number', {
            number: String(report.snapshotNumber),
            time: time(report.cutOffMs),
          })}
        </Fact>
        <Fact name={t('report.plan')}>{report.planId}</Fact>
        <Fact name={t('report.marking')}>{report.marking ?? t('report.marking.none')}</Fact>
        <Fact name={t('report.made')}>{byText(report.createdMs, report.createdBy)}</Fact>
        <Fact name={t('report.state.confirmed')}>
          {byText(report.confirmedMs, report.confirmedBy, report.confirmedBasis)}
        </Fact>
        <Fact name={t('report.state.sent')}>
          {byText(report.sentMs, report.sentBy, report.sentBasis)}
        </Fact>
        <Fact name={t('report.hash.snapshot')}>
          <Code>{report.snapshotHash}</Code>
        </Fact>
        <Fact name={`${t('report.hash.docx')} (${sizeText(report.docxBytes)})`}>
          <Code>{report.docxHash}</Code>
        </Fact>
        <Fact name={`${t('report.hash.annex')} (${sizeText(report.annexBytes)})`}>
          <Code>{report.annexHash}</Code>
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
