import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { auditEntryQuery } from './audit-queries.ts'
import { ChangedFields } from './changed-fields.tsx'
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
      <ChangedFields before={data.before} after={data.after} />
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
