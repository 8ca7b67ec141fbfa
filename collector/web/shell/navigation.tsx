import {
  IconBooks,
  IconCamera,
  IconCalendarDue,
  IconChartLine,
  IconClipboardCheck,
  IconClipboardList,
  IconDeviceDesktop,
  IconFileDescription,
  IconGauge,
  IconHeartbeat,
  IconReport,
  IconScale,
  IconSitemap,
  IconTargetArrow,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { productsQuery } from '../judging-queries.ts'
import { useSpeech } from '../language.tsx'
import styles from './navigation.module.css'

const places = [
  { to: '/', text: 'nav.overview', icon: IconGauge, isExact: true },
  { to: '/hosts', text: 'nav.hosts', icon: IconDeviceDesktop, isExact: false },
  { to: '/organisations', text: 'nav.organisations', icon: IconSitemap, isExact: false },
  { to: '/register', text: 'nav.register', icon: IconClipboardList, isExact: false },
  { to: '/plans', text: 'nav.plans', icon: IconTargetArrow, isExact: false },
  { to: '/trend', text: 'nav.trend', icon: IconChartLine, isExact: false },
  { to: '/snapshots', text: 'nav.snapshots', icon: IconCamera, isExact: false },
  { to: '/obligations', text: 'nav.obligations', icon: IconCalendarDue, isExact: false },
  { to: '/monday', text: 'nav.monday', icon: IconFileDescription, isExact: false },
  { to: '/hand-checks', text: 'nav.hand-checks', icon: IconClipboardCheck, isExact: false },
  { to: '/reports', text: 'nav.reports', icon: IconReport, isExact: false },
  { to: '/settings', text: 'nav.settings', icon: IconScale, isExact: false },
  { to: '/catalogues', text: 'nav.catalogues', icon: IconBooks, isExact: false },
  { to: '/agents', text: 'nav.agents', icon: IconHeartbeat, isExact: false },
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
            {to === '/catalogues' && <Waiting />}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** How many product names wait for somebody to say what they are. */
function Waiting() {
  const { t, number } = useSpeech()
  const products = useQuery(productsQuery(useApi()))
  const count = products.data?.unknownTotal ?? 0
  if (count === 0) return null
  const words = t('nav.waiting', { count: number(count) })
  return (
    <span className={styles['badge']} role="img" aria-label={words} title={words}>
      {number(count)}
    </span>
  )
}
