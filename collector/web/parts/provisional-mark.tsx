import { Link } from '@tanstack/react-router'
import { useSpeech } from '../language.tsx'
import { Hint } from './hint.tsx'
import styles from './provisional-mark.module.css'

/** "Tạm tính": rests on readers that nobody has checked by hand; says why, and opens the list of what is unchecked. */
export function ProvisionalMark() {
  const { t } = useSpeech()
  return (
    <Hint label={t('provisional.why')} width={300}>
      <Link to="/catalogues" search={{ part: 'readers' }} className={styles['mark']}>
        {t('provisional')}
      </Link>
    </Hint>
  )
}
