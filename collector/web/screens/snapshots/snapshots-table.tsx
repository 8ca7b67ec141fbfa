import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Hint } from '../../parts/hint.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { plansQuery } from '../../queries.ts'
import { SentMarks } from './sent-marks.tsx'
import { shortHash, useActorWords, useKindWords } from './snapshot-words.ts'
import styles from './snapshots.module.css'

const heads = ['number', 'kind', 'cut-off', 'plan', 'machines', 'created', 'hash'] as const

/** Snapshots, the newest first. */
export function SnapshotsTable({ snapshots }: { snapshots: readonly SnapshotRow[] }) {
  const { t } = useSpeech()
  return (
    <RowsTable name={t('snapshots.title')} heads={heads.map((head) => t(`snapshots.${head}`))}>
      {snapshots.map((snapshot) => (
        <Row key={snapshot.id} snapshot={snapshot} all={snapshots} />
      ))}
    </RowsTable>
  )
}

function Row({ snapshot, all }: { snapshot: SnapshotRow; all: readonly SnapshotRow[] }) {
  const { t, local, time, number } = useSpeech()
  const kindWords = useKindWords()
  const actorWords = useActorWords()
  const plans = useQuery(plansQuery(useApi())).data?.plans ?? []
  const plan = plans.find(({ id: planId }) => planId === snapshot.planId)
  const { id, period, reason, amends, amendedBy } = snapshot
  const amended = all.find((one) => one.id === amends?.snapshotId)
  return (
    <tr>
      <td className={styles['number']}>
        <Link to="/snapshots/$id" params={{ id }}>
          {snapshot.number}
        </Link>
      </td>
      <td>
        {kindWords(snapshot)}
        {period !== null && ` ${period}`}
        {reason !== null && <small>{reason}</small>}
        {amends && (
          <small>
            {t('snapshots.amends', {
              number: amended ? String(amended.number) : '…',
              reason: amends.reason,
            })}
          </small>
        )}
        {amendedBy !== null && (
          <small>{t('snapshots.amended', { number: String(amendedBy) })}</small>
        )}
        <SentMarks snapshot={snapshot} />
      </td>
      <td className={styles['number']}>{time(snapshot.cutOffMs)}</td>
      <td title={plan && local(plan.name)}>{plan?.documentNumber ?? snapshot.planId}</td>
      <td className={styles['number']}>
        {snapshot.hosts === null ? (
          <Hint label={t('snapshots.machines.own')} width={260}>
            <span tabIndex={0}>—</span>
          </Hint>
        ) : (
          number(snapshot.hosts)
        )}
      </td>
      <td>
        {time(snapshot.createdMs)}
        <small>{actorWords(snapshot.createdBy)}</small>
      </td>
      <td className={styles['hash']} title={snapshot.hash}>
        {shortHash(snapshot.hash)}
      </td>
    </tr>
  )
}
