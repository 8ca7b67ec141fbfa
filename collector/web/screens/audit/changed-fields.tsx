import { fieldName, valueName } from '#i18n/audit-text.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { differenceOf, type FieldChange } from './difference.ts'
import styles from './audit.module.css'

/** What a change changed, field by field, in the words of the register and not in those of the code. */
export function ChangedFields({ before, after }: { before: unknown; after: unknown }) {
  const words = useSpeech()
  const { t } = words
  const { changed, unchanged } = differenceOf(before, after)
  const nameOf = ({ path }: FieldChange) =>
    path === ''
      ? t('audit.field.value')
      : path
          .split('.')
          .map((part) => fieldName(words, part))
          .join(' › ')
  if (changed.length === 0 && unchanged.length === 0) {
    return <p className={styles['quiet']}>{t('audit.no-detail')}</p>
  }
  const isAdded = before === null
  return (
    <>
      {changed.length > 0 && (
        <table className={styles['fields']}>
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              {!isAdded && <th scope="col">{t('audit.before')}</th>}
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((one) => (
              <tr key={one.path}>
                <th scope="row">{nameOf(one)}</th>
                {!isAdded && (
                  <td className={styles['was']}>
                    <Value path={one.path} value={one.before} />
                  </td>
                )}
                <td className={styles['is']}>
                  <Value path={one.path} value={one.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unchanged.length > 0 && (
        <p className={styles['quiet']}>
          {t('audit.unchanged', { fields: unchanged.map(nameOf).join(', ') })}
        </p>
      )}
    </>
  )
}

/** A moment is a day and an hour, a yes is a word; a list of things is counted and opens as it was written. */
function Value({ path, value }: { path: string; value: unknown }) {
  const words = useSpeech()
  const { t, time, number } = words
  if (value === undefined || value === null) {
    return <span className={styles['quiet']}>{t('audit.empty-value')}</span>
  }
  const field = path.split('.').at(-1) ?? ''
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return /(Ms|_ms)$/.test(field) ? time(value) : number(value)
  if (typeof value === 'string') {
    return isDay(value) ? dayText(value) : valueName(words, field, value)
  }
  if (!Array.isArray(value) || value.length === 0) {
    return <span className={styles['quiet']}>{t('audit.empty-value')}</span>
  }
  const texts = value.filter((one) => typeof one === 'string')
  if (texts.length === value.length) {
    return texts.map((one) => valueName(words, field, one)).join(', ')
  }
  return (
    <details>
      <summary>{t('audit.items', { count: number(value.length) })}</summary>
      <code>{JSON.stringify(value, null, 1)}</code>
    </details>
  )
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
