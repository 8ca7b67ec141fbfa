import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { DeviceView } from '#protocol/devices.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { LastChecks } from '../device-checks/last-checks.tsx'
import styles from '../register/register.module.css'
import { DeviceChecklist } from './device-checklist.tsx'
import { deviceQuery } from './device-queries.ts'

/** One device: what is declared, its finding, its checklist and what was decided. */
export function DeviceScreen() {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/register/devices/$id' })
  const view = useQuery(deviceQuery(useApi(), id))
  const code = view.data?.device.code
  useTitle(code ?? t('devices.title'))
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{code ?? t('devices.title')}</Title>
        <p className={styles['lead']}>
          <Link to="/register/devices">{t('devices.one.back')}</Link>
        </p>
      </header>
      {view.isPending && <RowsSkeleton rows={8} />}
      {view.isError && <LoadFailure error={view.error} onRetry={() => void view.refetch()} />}
      {view.data && (
        <>
          <Declared view={view.data} />
          <Finding view={view.data} />
          <LastChecks entryId={view.data.device.entryId} />
          <DeviceChecklist
            // A newer decision begins with its own answers.
            key={`${view.data.device.entryId} ${view.data.reviews[0]?.revision ?? 0}`}
            view={view.data}
          />
          <History view={view.data} />
        </>
      )}
    </div>
  )
}

function Values({ values }: { values: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className={styles['values']}>
      {values.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

function Declared({ view: { device } }: { view: DeviceView }) {
  const { t } = useSpeech()
  const mayReadEntries = useMay()('registerEntries')
  return (
    <Card
      title={t('devices.one.declared')}
      aside={
        mayReadEntries && (
          <Link to="/register/entries" search={{ kind: 'device', q: device.code }}>
            {t('devices.one.edit')}
          </Link>
        )
      }
    >
      <Values
        values={[
          [t('register.agency'), device.agency.name],
          [t('import.column.device.kind'), t(`import.choice.kind.${device.kind}`)],
          [t('import.column.device.vendor'), device.vendor],
          [t('import.column.device.model'), device.model],
          [t('import.column.device.address'), device.address],
          [t('import.column.device.mac'), device.mac],
          [t('import.column.device.place'), device.place],
          [t('import.column.device.owner'), device.owner],
          [t('import.column.device.state'), t(`import.choice.state.${device.state}`)],
          [t('devices.standing'), t(`devices.standing.${device.standing}`)],
        ]}
      />
      {device.isChanged && (
        <Text size="sm" mt={8}>
          {t('devices.changed')}
        </Text>
      )}
    </Card>
  )
}

function Finding({ view: { device } }: { view: DeviceView }) {
  const { t, number } = useSpeech()
  const { finding } = device
  if (!finding) {
    return <Card title={t('devices.one.finding')}>{t('devices.one.finding.none')}</Card>
  }
  const dueDay = finding.dueDay === null ? t('devices.due.none') : dayText(finding.dueDay)
  return (
    <Card title={t('devices.one.finding')} aside={t(`severity.${finding.severity}`)}>
      <Text size="sm" mb={8}>
        {t('devices.one.finding.text')}
      </Text>
      <Values
        values={[
          [t('devices.owner'), finding.owner ?? t('devices.owner.none')],
          [t('devices.due'), finding.isOverdue ? `${dueDay} · ${t('devices.overdue')}` : dueDay],
          [t('devices.one.first'), dayText(finding.firstDay)],
          [t('devices.since'), dayText(finding.sinceDay)],
          [t('devices.one.last'), t('devices.one.last.today')],
          [
            t('devices.one.reopened'),
            t('devices.one.reopened.times', { count: number(finding.reopened) }),
          ],
        ]}
      />
    </Card>
  )
}

function History({ view: { reviews, open } }: { view: DeviceView }) {
  const { t, time } = useSpeech()
  return (
    <Card title={t('devices.one.history')}>
      {reviews.length === 0 && <Text size="sm">{t('devices.one.history.none')}</Text>}
      <ol className={styles['versions']}>
        {reviews.map((one, index) => (
          <li key={one.revision} className={styles['version']} data-stands={index === 0}>
            <div className={styles['version-head']}>{t(`devices.standing.${one.status}`)}</div>
            {one.note !== null && <Text size="sm">{one.note}</Text>}
            <div className={styles['version-foot']}>
              {t('devices.one.by', { by: one.by, time: time(one.atMs) })}
              {one.dueDay !== null && ` · ${t('devices.due')} ${dayText(one.dueDay)}`}
            </div>
          </li>
        ))}
      </ol>
      {open.length > 0 && (
        <Text size="sm" mt={8}>
          {t('devices.one.open')}:{' '}
          {open
            .map(({ fromDay, untilDay }) => {
              const until = untilDay === null ? t('devices.one.open.still') : dayText(untilDay)
              return `${dayText(fromDay)} – ${until}`
            })
            .join('; ')}
        </Text>
      )}
    </Card>
  )
}
