import { Link } from '@tanstack/react-router'
import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import { classFilterOf } from '../../hosts-behind.ts'
import { useSpeech } from '../../language.tsx'
import { NotEnrolledLink } from '../../parts/not-enrolled-link.tsx'

type Props = { agencyId: string; detail: IndicatorDetailView }

/** The lists behind what is counted of one agency, each with the number that it holds. */
export function AgencyHosts({ agencyId, detail }: Props) {
  const { t, number } = useSpeech()
  const { control } = detail.metric
  const hosts = detail.agencies.find((one) => one.agencyId === agencyId)?.hosts ?? null
  if (control === null || hosts === null) return null
  return (
    <small>
      {(['unmet', 'unknown'] as const)
        .filter((state) => hosts[state] > 0)
        .map((state) => (
          <Link
            key={state}
            to="/hosts"
            search={{ agency: agencyId, ...classFilterOf(hosts), control, state }}
          >
            {t(`count.${state}`, { count: number(hosts[state]) })}{' '}
          </Link>
        ))}
      {hosts.notEnrolled > 0 && (
        <NotEnrolledLink hosts={hosts} of={{ agency: agencyId }}>
          {t('count.not-enrolled', { count: number(hosts.notEnrolled) })}
        </NotEnrolledLink>
      )}
    </small>
  )
}
