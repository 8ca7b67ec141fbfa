import { Link } from '@tanstack/react-router'
import type { InstallView } from '#protocol/install.ts'
import { useSpeech } from '../../language.tsx'
import styles from './install.module.css'

/** How many machines have come, of how many; it changes while the page is open. */
export function Arriving({ one }: { one: InstallView }) {
  const { t, number } = useSpeech()
  const { agency, declared, enrolled, waiting } = one
  return (
    <dl className={styles['counts']} aria-live="polite">
      <div>
        <dt title={t('install.declared.why')}>{t('install.declared')}</dt>
        <dd data-unknown={declared === null}>
          <Link to="/register/machines" search={{ agency: agency.id }}>
            {declared === null ? t('install.declared.unknown') : number(declared)}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('install.enrolled')}</dt>
        <dd>
          <Link to="/hosts" search={{ agency: agency.id }} data-count="enrolled">
            {number(enrolled)}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('install.waiting')}</dt>
        <dd>
          <a href="#waiting" data-count="waiting">
            {number(waiting)}
          </a>
        </dd>
      </div>
    </dl>
  )
}
