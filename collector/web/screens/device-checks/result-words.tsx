import type { DeviceCheckRow } from '#protocol/device-check-views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './device-checks.module.css'

/** What came of one look at a device, with its reason or the maker of its rule. */
export function ResultWords({ row: { attempts, result } }: { row: DeviceCheckRow }) {
  const { t, number } = useSpeech()
  return (
    <>
      <strong className={styles['verdict']} data-verdict={result.verdict}>
        {t(`device-check.verdict.${result.verdict}`)}
      </strong>
      {result.verdict === 'not-checked' && (
        <small className={styles['under']}>{t(`device-check.not-checked.${result.because}`)}</small>
      )}
      {result.verdict === 'unidentified' && (
        <small className={styles['under']}>
          {t(`device-check.unidentified.${result.because}`)}
        </small>
      )}
      <small className={styles['under']}>
        {attempts === 0
          ? t('device-check.attempts.none')
          : t('device-check.attempts.made', { count: number(attempts) })}
      </small>
    </>
  )
}
