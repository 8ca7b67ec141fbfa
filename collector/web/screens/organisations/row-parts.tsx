import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import type { OrganisationRow } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { plansQuery } from '../../queries.ts'
import styles from './organisations.module.css'

/** Its own hosts, and with everything under it; each number opens its list. */
export function HostNumbers({ row }: { row: OrganisationRow }) {
  const { t, number } = useSpeech()
  const own = (
    <Link
      to="/hosts"
      search={{ agency: row.id }}
      aria-label={t('organisations.hosts.own', { name: row.name, count: number(row.hosts) })}
    >
      {number(row.hosts)}
    </Link>
  )
  if (!row.hasParts || row.isSample) return own
  return (
    <>
      {own}{' '}
      <span className={styles['quiet']}>
        /{' '}
        <Link
          to="/hosts"
          search={{ under: row.id }}
          aria-label={t('organisations.hosts.below', {
            name: row.name,
            count: number(row.hostsBelow),
          })}
        >
          {number(row.hostsBelow)}
        </Link>
      </span>
    </>
  )
}

/** From when until when, and what became of it. */
export function Validity({ row }: { row: OrganisationRow }) {
  return (
    <>
      <Days fromDay={row.standsFrom} untilDay={row.standsUntil} />
      {!row.isStanding && <Successors successors={row.successors} />}
    </>
  )
}

export function Days({ fromDay, untilDay }: { fromDay: string; untilDay: string | null }) {
  const { t } = useSpeech()
  if (untilDay === null) return t('organisations.since', { day: dayText(fromDay) })
  return t('organisations.between', { from: dayText(fromDay), until: dayText(untilDay) })
}

export function Successors({ successors }: Pick<OrganisationRow, 'successors'>) {
  const { t } = useSpeech()
  return successors.map(({ id, name, kind, onDay }) => (
    <small key={`${id} ${onDay}`}>
      {t(`succession.${kind}`)} →{' '}
      <Link to="/organisations/$id" params={{ id }}>
        {name}
      </Link>{' '}
      ({dayText(onDay)})
    </small>
  ))
}

/** What is special about it, in words. */
export function Signs({ row }: { row: OrganisationRow }) {
  const { t } = useSpeech()
  const planName = usePlanName()
  return (
    <>
      {!row.isStanding && <span className={styles['pill']}>{t('organisations.ended')}</span>}
      {row.isSample && <span className={styles['pill']}>{t('organisations.sample')}</span>}
      {row.exclusions.map(({ planId, reason, isInherited }) => (
        <span key={planId} className={styles['pill']} title={reason}>
          {t(isInherited ? 'organisations.outside.inherited' : 'organisations.outside', {
            plan: planName(planId),
          })}
        </span>
      ))}
    </>
  )
}

/** By which number a plan is known, else by its name; its id while it is not known. */
export function usePlanName(): (planId: string) => string {
  const { local } = useSpeech()
  const plans = useQuery(plansQuery(useApi())).data?.plans ?? []
  return (planId) => {
    const plan = plans.find(({ id }) => id === planId)
    return plan ? (plan.documentNumber ?? local(plan.name)) : planId
  }
}
