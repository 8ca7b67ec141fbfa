import { useQuery } from '@tanstack/react-query'
import { useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { useMay, useOwnAgency } from '../permission.ts'
import { overviewQuery } from '../queries.ts'
import styles from './brand.module.css'

/** The mark of the product and whose figures it shows: those of a province, or of one agency in it. */
export function Brand() {
  const { local } = useSpeech()
  const own = useOwnAgency()
  const overview = useQuery({ ...overviewQuery(useApi(), {}), enabled: useMay()('overview') })
  return (
    <div className={styles['brand']}>
      <Shield size={26} />
      <span className={styles['name']}>Khiên</span>
      {overview.data && (
        <span className={styles['province']}>
          {local(overview.data.province)}
          {own && ` · ${own.name}`}
        </span>
      )}
    </div>
  )
}

export function Shield({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden className={styles['shield']}>
      <path
        className={styles['field']}
        d="M12 1.8 3.8 4.9v6.3c0 5 3.4 9.4 8.2 11 4.8-1.6 8.2-6 8.2-11V4.9z"
      />
      <path className={styles['tick']} d="m8.4 11.9 2.5 2.5 4.7-4.9" />
    </svg>
  )
}
