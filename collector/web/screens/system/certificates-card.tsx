import type { SystemHealthView } from '#protocol/system.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'

const dayMs = 86_400_000

/** The certificates that are served and signed with, the next to end first. */
export function CertificatesCard({ health }: { health: SystemHealthView }) {
  const { t, number, date } = useSpeech()
  const rows = health.certificates.toSorted((left, right) => left.endsMs - right.endsMs)
  const leftText = (endsMs: number) => {
    const days = Math.floor((endsMs - health.nowMs) / dayMs)
    return days < 0
      ? t('system.certificate.over')
      : t('system.certificate.days', { days: number(days) })
  }
  return (
    <Card
      title={t('system.certificates')}
      aside={<ExportButton route="exportCertificates" />}
      isFlush
    >
      <RowsTable
        name={t('system.certificates')}
        size="narrow"
        heads={[t('system.certificate'), t('system.certificate.ends')]}
      >
        {rows.map(({ name, endsMs }) => (
          <tr key={name}>
            <th scope="row">{t(`system.certificate.${name}`)}</th>
            <td>
              {date(endsMs)}
              <small>{leftText(endsMs)}</small>
            </td>
          </tr>
        ))}
      </RowsTable>
    </Card>
  )
}
