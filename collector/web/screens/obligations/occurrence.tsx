import { Button, Title } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import {
  sendingStates,
  type Obligation,
  type SenderRow,
  type SendingState,
} from '#protocol/obligations.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { sendersQuery } from './obligation-queries.ts'
import { Reminder } from './reminder.tsx'
import { ReportFlow } from './report-flow.tsx'
import { SenderName } from './sender-name.tsx'
import { SendingMark } from './sending-mark.tsx'
import styles from './obligations.module.css'

/** One report that falls due: who has sent it, overdue first. */
export function Occurrence() {
  const { t, local, number } = useSpeech()
  const params = useParams({ from: '/obligations/$id/$period' })
  const { sending, open } = useSearch({ from: '/obligations/$id/$period' })
  const navigate = useNavigate({ from: '/obligations/$id/$period' })
  const senders = useQuery(sendersQuery(useApi(), params))
  useTitle(t('nav.obligations'))
  const { data } = senders
  if (!data) {
    if (!senders.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={senders.error} onRetry={() => void senders.refetch()} />
  }
  const choose = (next: SendingState | undefined) =>
    void navigate({ search: (before) => ({ ...before, sending: next }), replace: true })
  const show = (agency: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, open: agency }), replace: true })
  const rows = data.rows.filter((row) => sending === undefined || row.sending === sending)
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>
            {local(data.obligation.title)} {params.period}
          </Title>
          <p>
            {t('obligations.column.last-day')}: {dayText(data.occurrence.lastDay)}.{' '}
            {t('obligations.column.reminder')}: {dayText(data.occurrence.reminderDay)}.
          </p>
        </div>
      </header>
      <Source obligation={data.obligation} />
      <Card title={t('obligations.sheet')} aside={<SendersFile />} isFlush>
        <div className={styles['filters']} role="group" aria-label={t('obligations.sheet')}>
          <Button
            size="compact-sm"
            variant={sending === undefined ? 'filled' : 'default'}
            aria-pressed={sending === undefined}
            onClick={() => choose(undefined)}
          >
            {t('obligations.all')} {number(data.rows.length)}
          </Button>
          {sendingStates.map((state) => (
            <Button
              key={state}
              size="compact-sm"
              variant={sending === state ? 'filled' : 'default'}
              aria-pressed={sending === state}
              onClick={() => choose(state)}
            >
              {t(`sending.${state}`)} {number(data.counts[state])}
            </Button>
          ))}
        </div>
        <Senders
          rows={rows}
          isOwedByNobody={data.rows.length === 0}
          onOpen={show}
          onClear={() => choose(undefined)}
        />
      </Card>
      <Reminder obligation={data.obligation} occurrence={data.occurrence} rows={data.rows} />
      {open !== undefined && (
        <ReportFlow params={{ ...params, agency: open }} onClose={() => show(undefined)} />
      )}
    </div>
  )
}

function SendersFile() {
  const params = useParams({ from: '/obligations/$id/$period' })
  const { sending } = useSearch({ from: '/obligations/$id/$period' })
  return <ExportButton route="exportSenders" params={params} query={{ sending }} />
}

function Source({ obligation }: { obligation: Obligation }) {
  const { t, local } = useSpeech()
  const { source, reading } = obligation
  return (
    <Card title={t('obligations.source')}>
      <div className={styles['source']}>
        {source.quote && <blockquote>“{local(source.quote)}”</blockquote>}
        <p>
          {source.document}, {source.clause}
        </p>
        {source.note && <p>{source.note}</p>}
        {reading && (
          <p>
            <strong>{t('obligations.reading')}:</strong> {local(reading)}
          </p>
        )}
      </div>
    </Card>
  )
}

type SendersProps = {
  rows: readonly SenderRow[]
  isOwedByNobody: boolean
  onOpen: (agencyId: string) => void
  onClear: () => void
}

function Senders({ rows, isOwedByNobody, onOpen, onClear }: SendersProps) {
  const { t, time, number } = useSpeech()
  if (isOwedByNobody) {
    return (
      <Notice
        icon={IconUsers}
        title={t('obligations.no-senders')}
        action={<NextStep to="/organisations" />}
      >
        {t('obligations.no-senders.why')}
      </Notice>
    )
  }
  if (rows.length === 0) {
    return (
      <FilteredOut title={t('obligations.nobody')} onClear={onClear}>
        {t('obligations.nobody.why')}
      </FilteredOut>
    )
  }
  const heads = [
    t('obligations.column.agency'),
    t('obligations.column.sending'),
    t('obligations.column.stand'),
    t('obligations.column.sent'),
    t('report-flow.next'),
  ]
  return (
    <RowsTable name={t('obligations.sheet')} heads={heads}>
      {rows.map((row) => (
        <tr key={row.agencyId}>
          <td>
            <SenderName agencyId={row.agencyId} name={row.name} />
          </td>
          <td>
            <SendingMark sending={row.sending} />
            {row.daysLate > 0 && row.sending !== 'not-due' && (
              <small>{t('obligations.days-late', { days: number(row.daysLate) })}</small>
            )}
          </td>
          <td>{t(`report-stand.${row.stand}`)}</td>
          <td>{row.sentMs === null ? '' : time(row.sentMs)}</td>
          <td>
            <Button size="compact-xs" variant="default" onClick={() => onOpen(row.agencyId)}>
              {t('obligations.open')}
            </Button>
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
