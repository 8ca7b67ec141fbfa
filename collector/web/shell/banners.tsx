import { IconFlask, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { overviewQuery } from '../queries.ts'
import styles from './banners.module.css'

/** Says on every screen that what is counted is not real. */
export function SampleBanner() {
  const { t } = useSpeech()
  const overview = useQuery(overviewQuery(useApi(), {}))
  if (!overview.data?.isSample) return null
  return (
    <p className={styles['banner']} data-kind="sample">
      <IconFlask size={16} stroke={1.8} aria-hidden />
      <strong>{t('sample.title')}</strong>
      <span>{t('sample.text')}</span>
    </p>
  )
}

/** Says that a past date is shown, with the way back to now. */
export function AsOfBanner() {
  const { t, time } = useSpeech()
  const { asOf } = useSearch({ from: '__root__' })
  if (asOf === undefined) return null
  return (
    <p className={styles['banner']} data-kind="past">
      <IconHistory size={16} stroke={1.8} aria-hidden />
      <strong>{t('as-of.title', { time: time(asOf) })}</strong>
      <Link to="." search={(search) => ({ ...search, asOf: undefined })}>
        {t('as-of.back')}
      </Link>
    </p>
  )
}
