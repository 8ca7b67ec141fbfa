import { Select } from '@mantine/core'
import { importFields, type ImportColumnKey } from '#protocol/import-fields.ts'
import type { ImportCheck, ImportChoice, ImportColumn } from '#protocol/import-views.ts'
import type { EntryKind } from '#protocol/register.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './imports.module.css'

type Mapping = NonNullable<ImportChoice['mapping']>

/** The name of a field of a kind, as the templates have it. */
export function useFieldName(kind: EntryKind): (field: string) => string {
  const { t } = useSpeech()
  return (field) =>
    importFields[kind].some((one) => one === field)
      ? t(`import.column.${kind}.${field}` as `import.column.${ImportColumnKey}`)
      : field
}

/** Which column goes where: guessed, remembered or chosen. */
export function ImportMapping(props: {
  check: ImportCheck
  kind: EntryKind
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}) {
  const { t } = useSpeech()
  const { check, mapping } = props
  const nameOf = useFieldName(props.kind)
  // A field is given once: the column that had it before gives it up.
  const give = (at: number, field: string | null) =>
    props.onChange(
      mapping.map((own, column) => {
        if (column === at) return field
        return own === field ? null : own
      }),
    )
  return (
    <Card title={t('import.mapping')} isFlush>
      <p className={styles['note']}>{t(`import.mapping.${check.mappingFrom}`)}</p>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('import.mapping')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('import.mapping.column')}</th>
              <th scope="col">{t('import.mapping.samples')}</th>
              <th scope="col">{t('import.mapping.field')}</th>
            </tr>
          </thead>
          <tbody>
            {check.columns.map((column) => (
              <tr key={column.index}>
                <th scope="row">{headOf(column)}</th>
                <td className={styles['samples']}>{column.samples.join(' · ')}</td>
                <td>
                  <Select
                    size="xs"
                    aria-label={`${t('import.mapping.field')}: ${headOf(column)}`}
                    clearable
                    placeholder={t('import.mapping.none')}
                    data={importFields[props.kind].map((field) => ({
                      value: field,
                      label: nameOf(field),
                    }))}
                    value={mapping[column.index] ?? null}
                    onChange={(field) => give(column.index, field)}
                  />
                  {column.unit > 1 && mapping[column.index]?.endsWith('Vnd') && (
                    <span className={styles['hint']}>
                      {t('import.mapping.unit', { unit: column.unit })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )

  function headOf({ header, index }: ImportColumn): string {
    return header === '' ? t('import.mapping.no-header', { column: index + 1 }) : header
  }
}
