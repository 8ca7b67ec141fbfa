import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ImportCheck, ImportError } from '#protocol/import-views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './imports.module.css'

/** Every error with its row, column, value and what is expected there; filtered by what stands in the address. */
export function ImportErrors(props: {
  check: ImportCheck
  q: string
  onSearch: (q: string) => void
}) {
  const { t, say, number } = useSpeech()
  const { errors, errorsTotal } = props.check
  const textOf = ({ expected, params }: ImportError) => say(`import.expected.${expected}`, params)
  const wanted = props.q.toLocaleLowerCase()
  const shown = errors.filter((error) =>
    [String(error.row), error.column ?? '', error.value, textOf(error)]
      .join(' ')
      .toLocaleLowerCase()
      .includes(wanted),
  )
  return (
    <>
      <div className={styles['errors-head']}>
        <h3 className={styles['subhead']}>{t('import.errors', { count: errorsTotal })}</h3>
        <TextInput
          size="xs"
          aria-label={t('import.errors.search')}
          placeholder={t('import.errors.search')}
          leftSection={<IconSearch size={14} />}
          value={props.q}
          onChange={({ currentTarget: { value } }) => props.onSearch(value)}
        />
      </div>
      {errors.length < errorsTotal && (
        <p className={styles['note']}>
          {t('import.errors.shown', { shown: errors.length, count: errorsTotal })}
        </p>
      )}
      {shown.length === 0 && <p className={styles['note']}>{t('import.errors.none-match')}</p>}
      <div
        className={styles['errors']}
        tabIndex={0}
        role="group"
        aria-label={t('import.errors', { count: errorsTotal })}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col" className={styles['figure']}>
                {t('import.error.row')}
              </th>
              <th scope="col">{t('import.error.column')}</th>
              <th scope="col">{t('import.error.value')}</th>
              <th scope="col">{t('import.error.expected')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((error, at) => (
              <tr key={at}>
                <td className={styles['figure']}>{number(error.row)}</td>
                <td>{error.column ?? '–'}</td>
                <td className={styles['value']}>{error.value}</td>
                <td>{textOf(error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
