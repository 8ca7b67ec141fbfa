import type { ReactNode } from 'react'
import type { ImportCheck } from '#protocol/import-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ImportErrors } from './import-errors.tsx'
import { useFieldName } from './import-mapping.tsx'
import type { ImportSearch } from './import-queries.ts'
import styles from './imports.module.css'

const outcomes = ['added', 'corrected', 'unchanged', 'wrong'] as const

/** The dry run: what would happen, what is wrong, and how the first rows were read. */
export function ImportResult(props: {
  check: ImportCheck
  search: ImportSearch
  onSearch: (q: string) => void
  action: ReactNode
}) {
  const { t, number } = useSpeech()
  const { check, search } = props
  const nameOf = useFieldName(search.kind ?? 'machine')
  return (
    <Card title={t('import.result')} aside={props.action} isFlush>
      <p className={styles['note']}>{fileText()}</p>
      <dl className={styles['counts']}>
        <div>
          <dt>{t('import.rows')}</dt>
          <dd>{number(check.counts.rows)}</dd>
        </div>
        {outcomes.map((outcome) => (
          <div key={outcome} data-outcome={check.counts[outcome] > 0 ? outcome : 'none'}>
            <dt>{t(`import.outcome.${outcome}`)}</dt>
            <dd>{number(check.counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      {check.missing.length > 0 && (
        <p className={styles['warning']}>
          {t('import.mapping.missing', { fields: check.missing.map(nameOf).join(', ') })}
        </p>
      )}
      {check.counts.rows === 0 && <p className={styles['note']}>{t('import.empty')}</p>}
      {check.errorsTotal > 0 ? (
        <ImportErrors check={check} q={search.q ?? ''} onSearch={props.onSearch} />
      ) : (
        check.counts.rows > 0 && <p className={styles['good']}>{t('import.ready')}</p>
      )}
      {check.preview.length > 0 && <Preview check={check} />}
    </Card>
  )

  function fileText(): string {
    const { format, encoding, delimiter } = check.file
    if (format === 'xlsx') return t('import.file.xlsx')
    const shown = delimiter === '\t' ? t('import.file.tab') : (delimiter ?? '')
    return t('import.file.csv', { encoding: encoding?.toUpperCase() ?? '', delimiter: shown })
  }
}

function Preview({ check }: { check: ImportCheck }) {
  const { t, number } = useSpeech()
  return (
    <>
      <h3 className={styles['subhead']}>{t('import.preview')}</h3>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('import.preview')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col" className={styles['figure']}>
                {t('import.error.row')}
              </th>
              <th scope="col">{t('import.result')}</th>
              {check.columns.map(({ index, header }) => (
                <th key={index} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {check.preview.map(({ row, outcome, cells }) => (
              <tr key={row}>
                <td className={styles['figure']}>{number(row)}</td>
                <td>
                  <span className={styles['status']} data-status={outcome}>
                    {t(`import.outcome.${outcome}`)}
                  </span>
                </td>
                {check.columns.map(({ index }) => (
                  <td key={index}>{cells[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
