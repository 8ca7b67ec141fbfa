import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OrganisationView } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { AgencyFigures } from './agency-figures.tsx'
import { AgencyLinks } from './agency-links.tsx'
import { LansCard, StaffCard } from './declared-facts.tsx'
import { ExclusionsCard } from './exclusions-card.tsx'
import { OrganisationActions } from './organisation-actions.tsx'
import { organisationQuery } from './organisation-queries.ts'
import { RolesOfCard } from './roles-of-card.tsx'
import { Days, Successors } from './row-parts.tsx'
import { VersionsCard } from './versions-card.tsx'
import styles from './organisations.module.css'

/** One organisation: what it is, what it was, what became of it. */
export function Organisation() {
  const { id } = useParams({ from: '/organisations/$id' })
  const { asOf } = useSearch({ from: '__root__' })
  const api = useApi()
  const one = useQuery(organisationQuery(api, id, { asOf }))
  const may = useMay()
  useTitle(one.data?.name ?? '')
  if (one.data) return <Shown one={one.data} mayChange={may('changeOrganisation')} />
  if (one.isError)
    return <LoadFailure level={1} error={one.error} onRetry={() => void one.refetch()} />
  return <ScreenSkeleton />
}

function Shown({ one, mayChange }: { one: OrganisationView; mayChange: boolean }) {
  const { t } = useSpeech()
  const [current] = one.versions.filter(({ supersededMs }) => supersededMs === null)
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <nav aria-label={t('organisations.above')} className={styles['quiet']}>
            <Link to="/organisations">{t('nav.organisations')}</Link>
            {one.ancestors.map(({ id, name }) => (
              <span key={id}>
                {' / '}
                <Link to="/organisations/$id" params={{ id }}>
                  {name}
                </Link>
              </span>
            ))}
          </nav>
          <Title order={1}>{one.name}</Title>
          {current && (
            <p className={styles['quiet']}>
              {[current.kind, current.level, current.code]
                .filter((word) => word !== null)
                .join(' · ')}
              {' · '}
              <Days fromDay={one.standsFrom} untilDay={one.standsUntil} />
            </p>
          )}
        </div>
        {mayChange && current?.untilDay === null && (
          <OrganisationActions one={one} version={current} />
        )}
      </header>
      <AgencyLinks one={one} />
      <AgencyFigures one={one} />
      <div className={styles['facts']}>
        <Card title={t('nav.hosts')}>
          <HostsOf one={one} />
        </Card>
        <StaffCard agencyId={one.id} />
        <LansCard agencyId={one.id} />
        <Card title={t('organisations.parts')}>
          <PartsOf one={one} />
        </Card>
        <Card title={t('organisations.succession')}>
          <SuccessionOf one={one} />
        </Card>
      </div>
      <RolesOfCard one={one} mayChange={mayChange} />
      <ExclusionsCard one={one} mayChange={mayChange} />
      <VersionsCard one={one} mayChange={mayChange} />
    </div>
  )
}

function HostsOf({ one }: { one: OrganisationView }) {
  const { t, number } = useSpeech()
  const name = { name: one.name, count: number(one.hosts) }
  return (
    <>
      <Link
        to="/hosts"
        search={{ agency: one.id }}
        className={styles['figure']}
        aria-label={t('organisations.hosts.own', name)}
      >
        {number(one.hosts)}
      </Link>
      {one.parts.length > 0 && !one.isSample && (
        <p>
          <Link to="/hosts" search={{ under: one.id }}>
            {t('organisations.hosts.with-parts')}
          </Link>
        </p>
      )}
    </>
  )
}

const partsMax = 12

function PartsOf({ one }: { one: OrganisationView }) {
  const { t, number } = useSpeech()
  const [isAll, setIsAll] = useState(false)
  const parts = isAll ? one.parts : one.parts.slice(0, partsMax)
  if (parts.length === 0) return <p className={styles['quiet']}>{t('organisations.parts.none')}</p>
  return (
    <>
      <ul className={styles['plain']}>
        {parts.map(({ id, name }) => (
          <li key={id}>
            <Link to="/organisations/$id" params={{ id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {parts.length < one.parts.length && (
        <button type="button" className={styles['more']} onClick={() => setIsAll(true)}>
          {t('organisations.parts.all', { count: number(one.parts.length) })}
        </button>
      )}
    </>
  )
}

function SuccessionOf({ one }: { one: OrganisationView }) {
  const { t } = useSpeech()
  if (one.successors.length + one.predecessors.length === 0) {
    return <p className={styles['quiet']}>{t('organisations.succession.none')}</p>
  }
  return (
    <ul className={styles['plain']}>
      {one.predecessors.map(({ id, name, kind, onDay }) => (
        <li key={`${id} ${onDay}`}>
          {t(`succession.${kind}`)} ←{' '}
          <Link to="/organisations/$id" params={{ id }}>
            {name}
          </Link>{' '}
          ({dayText(onDay)})
        </li>
      ))}
      <li className={styles['successors']}>
        <Successors successors={one.successors} />
      </li>
    </ul>
  )
}
