import { Tooltip } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import styles from './provisional-mark.module.css'

/** "Mẫu số tối thiểu": some agency has declared a count alone, so that there may be more machines. */
export function LowerBoundMark() {
  const { t } = useSpeech()
  return (
    <Tooltip label={t('one.lower-bound.why')} multiline maw={300}>
      <span className={styles['mark']} tabIndex={0}>
        {t('one.lower-bound')}
      </span>
    </Tooltip>
  )
}
