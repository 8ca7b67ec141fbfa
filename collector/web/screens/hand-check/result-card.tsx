import { Group, Text } from '@mantine/core'
import type { Agreement, HandCheckResult, ReaderCheck } from '#protocol/hand-checks.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import styles from './hand-check.module.css'

const errors = ['falsely-met', 'falsely-unmet', 'system-unknown', 'not-checked'] as const

/** How often the system said what was found, with its interval, in all and control by control. */
export function ResultCard({ result }: { result: HandCheckResult }) {
  const { t, number } = useSpeech()
  const agreementText = useAgreementText()
  const heads = [
    t('hand-check.column.control'),
    t('hand-check.result'),
    ...errors.map((key) => t(`hand-check.${key}`)),
  ]
  const rows = result.byControl.filter(
    ({ agreement: { compared, systemUnknown } }) => compared + systemUnknown > 0,
  )
  return (
    <Card
      title={t('hand-check.result')}
      aside={
        <Group gap="sm">
          {agreementText(result.overall)}
          <ExportButton route="exportHandCheckResult" params={{ id: result.check.id }} />
        </Group>
      }
      isFlush
    >
      {rows.length > 0 && (
        <RowsTable name={t('hand-check.result')} heads={heads}>
          {rows.map(({ control, agreement }) => (
            <tr key={control}>
              <td>{t(`control.${control}.name`)}</td>
              <td>{agreementText(agreement)}</td>
              <td data-bad={agreement.falselyMet > 0}>{number(agreement.falselyMet)}</td>
              <td>{number(agreement.falselyUnmet)}</td>
              <td>{number(agreement.systemUnknown)}</td>
              <td>{number(agreement.notChecked)}</td>
            </tr>
          ))}
        </RowsTable>
      )}
    </Card>
  )
}

function useAgreementText(): (agreement: Agreement) => string {
  const { t, number } = useSpeech()
  return ({ compared, agreed, interval }) => {
    if (interval === null) return t('hand-check.nothing-compared')
    const counts = t('hand-check.agreed', { agreed: number(agreed), compared: number(compared) })
    const [low, high] = [number(interval.low / 100, 2), number(interval.high / 100, 2)]
    return `${counts}; ${t('hand-check.interval', { low, high })}`
  }
}

/** Which readers were compared, and what that means for the mark "tạm tính". */
export function ReadersCard({ result }: { result: HandCheckResult }) {
  const { t, number } = useSpeech()
  const readerText = ({ agreed, compared, interval }: ReaderCheck) => {
    const counts = t('hand-check.readers.machines', {
      agreed: number(agreed),
      compared: number(compared),
    })
    if (interval === null) return counts
    const [low, high] = [number(interval.low / 100, 2), number(interval.high / 100, 2)]
    return `${counts}, ${t('hand-check.interval', { low, high })}`
  }
  const markText = ({ isLifted, agreed, compared }: ReaderCheck) => {
    if (isLifted) return t('hand-check.readers.lifted')
    return agreed === compared
      ? t('hand-check.readers.few', { count: number(result.machinesMin) })
      : t('hand-check.readers.kept')
  }
  return (
    <Card title={t('hand-check.readers')}>
      {result.readers.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('hand-check.readers.none')}
        </Text>
      ) : (
        <ul className={styles['readers']}>
          {result.readers.map((check) => (
            <li key={`${check.reader} ${check.platform}`} data-lifted={check.isLifted}>
              <strong>
                {check.reader} · {check.platform}
              </strong>
              <span>
                {readerText(check)}; {markText(check)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
