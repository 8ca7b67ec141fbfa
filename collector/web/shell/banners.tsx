import { IconAlertTriangle, IconClock, IconFlask, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useSearch } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { overviewQuery } from '../queries.ts'
import { whereIs } from './places.ts'
import { faultOfAsOf } from './shell-search.ts'
import styles from './banners.module.css'

/** What has to be known of everything on the screen, over everything on it. */
export function Banners() {
  return (
    <>
      <SampleBanner />
      <ClockBanner />
      <AddressBanner />
      <AsOfBanner />
    </>
  )
}

/** Says on every screen that what is counted is not real. */
function SampleBanner() {
  const { t } = useSpeech()
  const may = useMay()
  const overview = useQuery({ ...overviewQuery(useApi(), {}), enabled: may('overview') })
  if (!overview.data?.isSample) return null
  return (
    <p className={styles['banner']} data-kind="sample">
      <IconFlask size={16} stroke={1.8} aria-hidden />
      <strong>{t('sample.title')}</strong>
      <span>{t('sample.text')}</span>
    </p>
  )
}

/** Less is the network, or a clock that nobody would call wrong. */
const clockToleranceMs = 3 * 60_000

/** Says that the clock of the reader's machine is wrong, and that nothing here rests on it. */
function ClockBanner() {
  const { t, time } = useSpeech()
  const { clock } = useApi()
  // Every answer sets the clock; that an address changed is reason enough to look again.
  useLocation()
  const aheadMs = clock.aheadMs() ?? 0
  if (Math.abs(aheadMs) < clockToleranceMs) return null
  return (
    <p className={styles['banner']} data-kind="sample" role="status">
      <IconClock size={16} stroke={1.8} aria-hidden />
      <strong>{t('clock.wrong', { time: time(clock.now()) })}</strong>
      <span>{t('clock.wrong.why')}</span>
    </p>
  )
}

/** Says what of the address could not be followed. */
function AddressBanner() {
  const { t } = useSpeech()
  const { clock } = useApi()
  const fault = faultOfAsOf(useSearch({ from: '__root__' }), clock.now())
  if (fault === null) return null
  return (
    <p className={styles['banner']} data-kind="sample" role="status">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <strong>{t(`as-of.${fault}`)}</strong>
      <Link to="." search={(search) => ({ ...search, asOf: undefined, asOfFault: undefined })}>
        {t('as-of.back')}
      </Link>
    </p>
  )
}

/** Says that a past date is shown, with the way back to now; or that this screen cannot show it. */
function AsOfBanner() {
  const { t, time } = useSpeech()
  const { clock } = useApi()
  const { asOf } = useSearch({ from: '__root__' })
  const here = whereIs(useLocation().pathname)
  if (asOf === undefined || asOf > clock.now()) return null
  const showsPast = here?.screen.showsPast ?? false
  return (
    <p className={styles['banner']} data-kind={showsPast ? 'past' : 'sample'} role="status">
      <IconHistory size={16} stroke={1.8} aria-hidden />
      <strong>{t(showsPast ? 'as-of.title' : 'as-of.not-here', { time: time(asOf) })}</strong>
      <Link to="." search={(search) => ({ ...search, asOf: undefined, asOfFault: undefined })}>
        {t('as-of.back')}
      </Link>
    </p>
  )
}
