import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { FirstRows } from '../../parts/first-rows.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { IndicatorFile } from './indicator-file.tsx'
import styles from './indicator.module.css'

/** Everything that breaks a prohibition, one by one. */
export function OffendersCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { offenders } = detail
  const heads = [t('one.offenders.host'), t('one.offenders.count'), t('one.agencies.agency')]
  const aside = (
    <Group gap="sm">
      {number(offenders.reduce((sum, { count }) => sum + count, 0))}
      <IndicatorFile route="exportOffenders" detail={detail} />
    </Group>
  )
  if (offenders.length === 0) {
    return <Card title={t('one.offenders')}>{t('one.offenders.none')}</Card>
  }
  return (
    <Card title={t('one.offenders')} aside={aside} isFlush>
      <FirstRows rows={offenders}>
        {(rows) => (
          <RowsTable name={t('one.offenders')} heads={heads} size="narrow">
            {rows.map((one, index) => (
              <tr key={`${one.agencyId} ${one.id ?? ''} ${index}`}>
                <th scope="row">
                  {one.kind === 'host' && one.id !== null ? (
                    <Link to="/hosts/$id" params={{ id: one.id }}>
                      {one.name}
                    </Link>
                  ) : (
                    <DeviceName id={one.id} name={one.name} />
                  )}
                </th>
                <td>{number(one.count)}</td>
                <td>{one.agencyName}</td>
              </tr>
            ))}
          </RowsTable>
        )}
      </FirstRows>
    </Card>
  )
}

function DeviceName({ id, name }: { id: string | null; name: string | null }) {
  const { t } = useSpeech()
  if (id === null) return name ?? t('one.offenders.devices')
  return (
    <Link to="/register/devices/$id" params={{ id }}>
      {name}
    </Link>
  )
}

/** What stands outside the figure by the words of the text, with the words. */
export function ExemptedCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, local } = useSpeech()
  const { exempted, exemptionWords } = detail
  if (exempted.length === 0) return null
  return (
    <Card title={t('one.exempted')}>
      {exemptionWords.map((words) => (
        <p key={words.vi} className={styles['quiet']}>
          “{local(words)}”
        </p>
      ))}
      <ul className={styles['list']}>
        {exempted.map((one, index) => (
          <li key={`${one.subject} ${index}`}>
            <span>
              {one.subject} · {one.agencyName}
            </span>
            <span className={styles['quiet']}>{one.reason}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
