import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { productsQuery } from '../judging-queries.ts'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { placesFor, whereIs } from './places.ts'
import styles from './navigation.module.css'

/** The places of the console that whoever is signed in may go to. */
export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useSpeech()
  const may = useMay()
  const here = whereIs(useLocation().pathname)
  return (
    <ul className={styles['list']}>
      {placesFor(may).map(({ id, text, icon: Icon, screens: [first] }) => (
        <li key={id}>
          {first && (
            <Link
              to={first.to}
              className={styles['place']}
              data-active={here?.place.id === id || undefined}
              aria-current={here?.place.id === id ? 'true' : undefined}
              onClick={onNavigate}
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {t(text)}
              {id === 'administration' && may('products') && <Waiting />}
            </Link>
          )}
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
