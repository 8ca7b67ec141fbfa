import { useQuery } from '@tanstack/react-query'
import { fieldName } from '#i18n/audit-text.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { auditEntryQuery } from './audit-queries.ts'
import { differenceOf, type FieldChange } from './difference.ts'
import styles from './audit.module.css'

/** One entry: what it changed, field by field, and its place in the chain. */
export function AuditEntry({ id }: { id: number }) {
  const { t } = useSpeech()
  const entry = useQuery(auditEntryQuery(useApi(), id))
  const { data } = entry
  if (!data) {
    if (!entry.isError) return <RowsSkeleton rows={2} />
    return <LoadFailure error={entry.error} onRetry={() => void entry.refetch()} />
  }
  return (
    <div className={styles['entry']}>
      <Fields before={data.before} after={data.after} />
      <dl className={styles['chain']}>
        <dt>{t('audit.subject')}</dt>
        <dd>{data.subject}</dd>
        <dt>{t('audit.address')}</dt>
        <dd>{data.address ?? '–'}</dd>
        <dt>{t('audit.hash')}</dt>
        <dd>{data.hash}</dd>
        <dt>{t('audit.previous-hash')}</dt>
        <dd>{data.previousHash ?? '–'}</dd>
      </dl>
    </div>
  )
}

function Fields({ before, after }: { before: unknown; after: unknown }) {
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

/** A moment is a day and an hour, a yes is a word; what has parts is shown as it was written. */
function Value({ path, value }: { path: string; value: unknown }) {
  const { t, time, number } = useSpeech()
  if (value === undefined || value === null) {
    return <span className={styles['quiet']}>{t('audit.empty-value')}</span>
  }
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return path.endsWith('Ms') ? time(value) : number(value)
  if (typeof value === 'string') return value
  return <code>{JSON.stringify(value, null, 1)}</code>
}
