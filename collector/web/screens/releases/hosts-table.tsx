import { Link } from '@tanstack/react-router'
import type { ReleaseHost } from '#protocol/release-views.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { useRingWords } from './ring-words.ts'

/** Computers and where they stand with a release. */
export function HostsTable(props: {
  name: string
  hosts: readonly ReleaseHost[]
  percents: readonly number[]
}) {
  const { t, time } = useSpeech()
  const ringWords = useRingWords()
  const heads = [
    t('releases.host'),
    t('releases.agency'),
    t('releases.ring'),
    t('releases.outcome'),
    t('releases.why'),
    t('releases.began'),
  ]
  return (
    <RowsTable name={props.name} heads={heads}>
      {props.hosts.map(({ agency, beganMs, hostId, hostname, ring, state, why }) => (
        <tr key={hostId}>
          <th scope="row">
            <Link to="/hosts/$id" params={{ id: hostId }}>
              {hostname}
            </Link>
          </th>
          <td>{agency}</td>
          <td>{ringWords(ring === 0 ? null : props.percents[ring - 1])}</td>
          <td>{t(`releases.progress.${state}`)}</td>
          <td>{why === null ? '' : t(`releases.why.${why}`)}</td>
          <td>{beganMs === null ? '' : time(beganMs)}</td>
        </tr>
      ))}
    </RowsTable>
  )
}
