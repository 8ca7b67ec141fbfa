import { releaseStandings, type ReleaseView } from '#protocol/release-views.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { HostsLink } from './hosts-link.tsx'
import { useRingWords } from './ring-words.ts'

/** How many computers each ring has, and how far they have come; each number opens its list. */
export function RingsTable({ release }: { release: ReleaseView }) {
  const { t } = useSpeech()
  const ringWords = useRingWords()
  const { rings, sequence } = release
  const heads = [
    t('releases.ring'),
    t('releases.open'),
    t('releases.hosts'),
    ...releaseStandings.map((standing) => t(`releases.progress.${standing}`)),
  ]
  return (
    <RowsTable name={t('releases.rings')} heads={heads}>
      {rings.map(({ counts, hosts, isOpen, percent, ring }) => (
        <tr key={ring}>
          <th scope="row">{ringWords(percent)}</th>
          <td>{t(isOpen ? 'releases.ring.open' : 'releases.ring.closed')}</td>
          <td>
            <HostsLink sequence={sequence} count={hosts} search={{ ring }} />
          </td>
          {releaseStandings.map((standing) => (
            <td key={standing}>
              <HostsLink sequence={sequence} count={counts[standing]} search={{ ring, standing }} />
            </td>
          ))}
        </tr>
      ))}
    </RowsTable>
  )
}
