import { Link } from '@tanstack/react-router'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import { useSpeech } from '../../language.tsx'

type Props = { snapshot: Pick<SnapshotRow, 'sentReports' | 'sentReportsTotal'> }

/** Which sent reports rest on a snapshot, and since when. */
export function SentMarks({ snapshot: { sentReports, sentReportsTotal } }: Props) {
  const { t, time, number } = useSpeech()
  const rest = sentReportsTotal - sentReports.length
  return (
    <>
      {sentReports.map(({ id, kind, agencyName, sentMs }) => (
        <small key={id}>
          <Link to="/reports/$id" params={{ id }}>
            {t('snapshots.sent', {
              what: `${t(`report.kind.${kind}`)}, ${agencyName ?? t('snapshots.sent.province')}`,
              time: time(sentMs),
            })}
          </Link>
        </small>
      ))}
      {rest > 0 && <small>{t('snapshots.sent.more', { count: number(rest) })}</small>}
    </>
  )
}
