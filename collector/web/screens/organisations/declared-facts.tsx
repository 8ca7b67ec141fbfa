import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { entryBodies, type EntryKind } from '#protocol/register.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { entriesQuery } from '../register/register-queries.ts'
import styles from './organisations.module.css'

/** How many people an agency has, as it declared; the target of computers for each of them rests on it. */
export function StaffCard({ agencyId }: { agencyId: string }) {
  const { t, number } = useSpeech()
  const declared = useDeclared('staff', agencyId)
  if (!declared.may) return null
  const bodies = declared.bodies.map((body) => entryBodies.staff.parse(body))
  const sum = (of: 'officials' | 'publicEmployees') =>
    bodies.reduce((total, body) => total + body[of], 0)
  return (
    <Card title={t('agency.staff')} aside={<Declarations kind="staff" agencyId={agencyId} />}>
      <Answer declared={declared} none={t('agency.staff.none')}>
        <p className={styles['figure']}>{number(sum('officials'))}</p>
        <p className={styles['quiet']}>
          {t('agency.staff.words', { employees: number(sum('publicEmployees')) })}
        </p>
      </Answer>
    </Card>
  )
}

/** Its LANs, those without a firewall first. */
export function LansCard({ agencyId }: { agencyId: string }) {
  const { t, number } = useSpeech()
  const declared = useDeclared('lan', agencyId)
  if (!declared.may) return null
  const lans = declared.bodies
    .map((body) => entryBodies.lan.parse(body))
    .toSorted((left, right) => Number(left.hasFirewall) - Number(right.hasFirewall))
  const protectedCount = lans.filter(({ hasFirewall }) => hasFirewall).length
  return (
    <Card title={t('agency.lans')} aside={<Declarations kind="lan" agencyId={agencyId} />}>
      <Answer declared={declared} none={t('agency.lans.none')}>
        <p>
          {t('agency.lans.words', { protected: number(protectedCount), all: number(lans.length) })}
        </p>
        <ul className={styles['plain']}>
          {lans.map((lan, index) => (
            <li key={`${lan.name} ${index}`} className={styles['lan']} data-met={lan.hasFirewall}>
              {lan.hasFirewall ? (
                <IconShieldCheck size={16} stroke={1.8} aria-hidden />
              ) : (
                <IconShieldOff size={16} stroke={1.8} aria-hidden />
              )}
              <span>
                {lan.name}
                {lan.place && <span className={styles['quiet']}> · {lan.place}</span>}
              </span>
              <span>{t(lan.hasFirewall ? 'agency.lan.firewall' : 'agency.lan.no-firewall')}</span>
            </li>
          ))}
        </ul>
      </Answer>
    </Card>
  )
}

type Declared = {
  readonly may: boolean
  readonly bodies: readonly unknown[]
  readonly query: { readonly isError: boolean; readonly error: unknown; refetch(): unknown }
  readonly isHere: boolean
}

function useDeclared(kind: EntryKind, agency: string): Declared {
  const may = useMay()('registerEntries')
  const { asOf } = useSearch({ from: '__root__' })
  const query = useQuery({ ...entriesQuery(useApi(), { kind, agency, asOf }), enabled: may })
  const isHere = query.data !== undefined && !query.isPlaceholderData
  const bodies = (isHere ? query.data.entries : [])
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map(({ body }) => body)
  return { may, bodies, query, isHere }
}

function Answer(props: { declared: Declared; none: string; children: React.ReactNode }) {
  const { query, isHere, bodies } = props.declared
  if (query.isError) {
    return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
  }
  if (!isHere) return <RowsSkeleton rows={2} />
  if (bodies.length === 0) return <p className={styles['quiet']}>{props.none}</p>
  return props.children
}

function Declarations({ kind, agencyId }: { kind: EntryKind; agencyId: string }) {
  const { t } = useSpeech()
  return (
    <Link to="/register/entries" search={{ kind, agency: agencyId }}>
      {t('agency.declarations')}
    </Link>
  )
}
