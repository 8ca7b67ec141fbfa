import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { MondayChange, MondayHead as Head, MondayLate, MondayOpen } from '#protocol/monday.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { SenderName } from '../obligations/sender-name.tsx'
import { mondayHeadQuery } from './monday-queries.ts'
import { MarkedFigure } from './marked-figure.tsx'
import { NothingFrozen } from './nothing-frozen.tsx'
import { Sheet } from './sheet-frame.tsx'
import styles from './monday.module.css'

/** One page for the head: what changed since it was last signed, who is late, what is open. */
export function MondayHead() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/monday' })
  const sheet = useQuery(mondayHeadQuery(useApi(), search))
  useTitle(t('nav.monday'))
  if (!sheet.data) {
    if (!sheet.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={sheet.error} onRetry={() => void sheet.refetch()} />
  }
  const { sheet: data } = sheet.data
  if (data === null) return <NothingFrozen />
  return (
    <Sheet
      title={t('monday.head')}
      sheet={data}
      aside={<AgencyChoice agencies={data.agencies} plan={search.plan} />}
    >
      <Changed head={data} />
      <Late late={data.late} total={data.lateTotal} />
      <Next next={data.next} />
      <Open open={data.open} total={data.openTotal} />
    </Sheet>
  )
}

function AgencyChoice(props: { agencies: Head['agencies']; plan: string | undefined }) {
  const { t } = useSpeech()
  const navigate = useNavigate()
  return (
    <Select
      size="xs"
      searchable
      aria-label={t('monday.agencies')}
      placeholder={t('monday.agencies.choose')}
      data={props.agencies.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      onChange={(agency) => {
        if (agency === null) return
        void navigate({ to: '/monday/$agency', params: { agency }, search: { plan: props.plan } })
      }}
    />
  )
}

function Changed({ head }: { head: Head }) {
  const { t, time, number } = useSpeech()
  const { signed, changes, changesTotal } = head
  const sinceWords = ({ number: of, period, cutOffMs }: NonNullable<Head['signed']>) => {
    const said = { number: number(of), time: time(cutOffMs) }
    return period === null
      ? t('monday.changed.since-day', said)
      : t('monday.changed.since', { ...said, period })
  }
  return (
    <section>
      <h2>{t('monday.changed')}</h2>
      {signed === null ? (
        <p>
          {t('monday.changed.never')} <Link to="/reports">{t('monday.changed.never.next')}</Link>
        </p>
      ) : (
        <p>
          <Link to="/snapshots/$id" params={{ id: signed.id }}>
            {sinceWords(signed)}
          </Link>
        </p>
      )}
      {signed !== null && changes.length === 0 && <p>{t('monday.changed.nothing')}</p>}
      <ul>
        {changes.map((change) => (
          <Change key={change.indicator.id} change={change} />
        ))}
      </ul>
      <More shown={changes.length} total={changesTotal} />
    </section>
  )
}

function Change({ change }: { change: MondayChange }) {
  const { t, local, number } = useSpeech()
  const { indicator, before, now, parts } = change
  const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value))
  return (
    <li>
      <strong>{local(indicator.name)}</strong>:{' '}
      <MarkedFigure indicator={indicator} figure={before} /> →{' '}
      <MarkedFigure indicator={indicator} figure={now} />{' '}
      {before.verdict !== now.verdict && <VerdictMark verdict={now.verdict} />}
      <small>
        {parts
          .map(
            ({ kind, numerator, denominator }) =>
              `${t(`monday.moved.${kind}`)} ${signed(numerator)}/${signed(denominator)}`,
          )
          .join(' · ')}
      </small>
    </li>
  )
}

export function Late({ late, total }: { late: readonly MondayLate[]; total: number }) {
  const { t, local, number } = useSpeech()
  return (
    <section>
      <h2>{t('monday.late')}</h2>
      {late.length === 0 && <p>{t('monday.late.nobody')}</p>}
      <ul className={styles['columns']}>
        {late.map(({ obligationId: id, period, agencyId, name, daysLate, title }) => (
          <li key={`${id} ${period} ${agencyId}`}>
            <Link
              to="/obligations/$id/$period"
              params={{ id, period }}
              search={{ sending: 'overdue' }}
            >
              <SenderName agencyId={agencyId} name={name} />
            </Link>{' '}
            <small>
              {local(title)} {period}, {t('obligations.days-late', { days: number(daysLate) })}
            </small>
          </li>
        ))}
      </ul>
      <More shown={late.length} total={total} />
    </section>
  )
}

function Next({ next }: Pick<Head, 'next'>) {
  const { t, local } = useSpeech()
  return (
    <section>
      <h2>{t('monday.next')}</h2>
      {next.length === 0 && <p>{t('monday.next.none')}</p>}
      <ul>
        {next.map(({ obligationId, period, title, lastDay, reminderDay }) => (
          <li key={`${obligationId} ${period}`}>
            {local(title)} {period}: {t('obligations.column.last-day')} {dayText(lastDay)},{' '}
            {t('obligations.column.reminder')} {dayText(reminderDay)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Open({ open, total }: { open: readonly MondayOpen[]; total: number }) {
  const { t, local, number } = useSpeech()
  return (
    <section>
      <h2>{t('monday.open')}</h2>
      {open.length === 0 && <p>{t('monday.open.nothing')}</p>}
      <ul>
        {open.map(({ indicator, verdict, missing, settling, settlingTotal }) => (
          <li key={indicator.id}>
            <strong>{local(indicator.name)}</strong> <VerdictMark verdict={verdict} />
            <small>
              {missing && `${t(`missing.${missing}`)} `}
              {settling
                .map(({ what, name, count }) =>
                  what === 'setting' || what === 'tolerance'
                    ? t(`monday.settle.${what}`)
                    : t(`monday.settle.${what}`, { name, count: number(count) }),
                )
                .join(' · ')}
              {settlingTotal > settling.length &&
                ` · ${t('monday.more', { count: number(settlingTotal - settling.length) })}`}
            </small>
          </li>
        ))}
      </ul>
      <More shown={open.length} total={total} />
    </section>
  )
}

function More({ shown, total }: { shown: number; total: number }) {
  const { t, number } = useSpeech()
  if (total <= shown) return null
  return <p>{t('monday.more', { count: number(total - shown) })}</p>
}
