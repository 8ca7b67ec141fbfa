import type { OsSupportView, ServiceRuleView } from '#protocol/judging-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { Provenance } from './provenance.tsx'

/** Until when each release of an operating system is supported. */
export function SupportRows({ rows }: { rows: readonly OsSupportView[] }) {
  const { t } = useSpeech()
  return (
    <RowsTable
      name={t('catalogue.os-support')}
      heads={[
        t('catalogues.system'),
        t('catalogues.ends'),
        t('catalogues.extensions'),
        t('catalogues.source'),
      ]}
    >
      {rows.map((row) => (
        <tr key={`${row.distribution} ${row.version} ${row.edition ?? ''}`}>
          <th scope="row">
            {row.name}
            {row.edition !== null && <small>{row.edition}</small>}
          </th>
          <td>{dayText(row.endsOn)}</td>
          <td>
            {row.extensions.length === 0 && '—'}
            {row.extensions.map(({ program, endsOn, isFree }) => (
              <div key={program}>
                {t(isFree ? 'catalogues.extension.free' : 'catalogues.extension', {
                  program,
                  day: dayText(endsOn),
                })}
              </div>
            ))}
          </td>
          <td>
            <Provenance row={row} />
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}

/** Which listening port is a risk, and how grave a one. */
export function ServiceRows({ rows }: { rows: readonly ServiceRuleView[] }) {
  const { t } = useSpeech()
  return (
    <RowsTable
      name={t('catalogue.service-rules')}
      heads={[
        t('catalogues.service'),
        t('ports.port'),
        t('catalogues.severity'),
        t('catalogues.source'),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">{row.name}</th>
          <td>
            {row.ports.join(', ')}/{row.transport}
          </td>
          <td>
            {[row.severity.lan, row.severity.any, row.severity.public]
              .map((severity) => t(`severity.${severity}`))
              .join(' / ')}
          </td>
          <td>
            <Provenance row={row} />
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
