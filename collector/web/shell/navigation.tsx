import { IconDeviceDesktop, IconGauge } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSpeech } from '../language.tsx'
import styles from './navigation.module.css'

const places = [
  { to: '/', text: 'nav.overview', icon: IconGauge, isExact: true },
  { to: '/hosts', text: 'nav.hosts', icon: IconDeviceDesktop, isExact: false },
] as const

/** The places of the console. */
export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useSpeech()
  return (
    <ul className={styles['list']}>
      {places.map(({ to, text, icon: Icon, isExact }) => (
        <li key={to}>
          <Link
            to={to}
            className={styles['place']}
            activeOptions={{ exact: isExact, includeSearch: false }}
            activeProps={{ 'data-active': true }}
            onClick={onNavigate}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            {t(text)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
