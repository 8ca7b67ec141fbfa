import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DenominatorView, ListedHosts, RegisterSummaryView } from '#protocol/register-views.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { byMostUnseen } from '#protocol/worst-first.ts'
import { useSpeech } from '../../language.tsx'
import { Hint } from '../../parts/hint.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { SignMark } from '../../parts/sign-mark.tsx'
import { useSteadyOrder } from '../../steady-order.ts'
import type { MachinesSearch } from './register-queries.ts'
import styles from './register.module.css'

const sides = [
  'declared',
  'discovered',
  'enrolled',
  'reporting',
  'neverEnrolled',
  'unregistered',
  'withoutAgent',
  'notInUse',
  'doubts',
  'population',
] as const

type Classes = Readonly<Record<HostClass, DenominatorView>>

/** One row of the summary. `agency` undefined: the province. */
type Counted = {
  readonly name: string
  readonly agency: string | undefined
  readonly hostClass: HostClass | null
  readonly one: DenominatorView
  readonly classes: Classes
  readonly doubts: number
  readonly forbidden: number
  readonly notInUse: number
  readonly listed: ListedHosts
}

/** The province and under it the agencies, the one of which the most sends nothing first; `hostClass` null: all classes together. */
export function SummaryTable(props: { summary: RegisterSummaryView; hostClass: HostClass | null }) {
  const { t } = useSpeech()
  const { summary, hostClass } = props
  const of = (classes: Classes, total: DenominatorView) =>
    hostClass === null ? total : classes[hostClass]
  const registered = (row: RegisterSummaryView['agencies'][number]) => ({
    name: row.agency.name,
    denominator: of(row.classes, row.total),
    doubts: row.doubts,
  })
  const { total, ...all } = summary
  const province = { ...all, one: of(all.classes, total), hostClass }
  const agencies = useSteadyOrder(
    summary.agencies.toSorted((left, right) => byMostUnseen(registered(left), registered(right))),
    ({ agency }) => agency.id,
  )
  return (
    <div
      className={styles['scroll']}
      tabIndex={0}
      role="group"
      aria-label={t('register.place.summary')}
    >
      <table className={`${styles['table']} ${styles['stacked']}`}>
        <thead>
          <tr>
            <th scope="col">{t('register.agency')}</th>
            {sides.map((side) => (
              <th key={side} scope="col" className={styles['figure']}>
                {t(`register.side.${side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row counted={{ ...province, name: t('register.province'), agency: undefined }} />
          {agencies.map((row) => (
            <Row
              key={row.agency.id}
              counted={{
                ...row,
                name: row.agency.name,
                agency: row.agency.id,
                one: of(row.classes, row.total),
                hostClass,
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ counted }: { counted: Counted }) {
  const { t, number } = useSpeech()
  const { agency, hostClass, one, doubts, forbidden, notInUse } = counted
  const listed = listedIn(counted)
  const chosen = { agency, class: hostClass ?? undefined }
  const list = (name: NonNullable<MachinesSearch['list']>, count: number) => (
    <Link to="/register/machines" search={{ ...chosen, list: name }}>
      {number(count)}
    </Link>
  )
  return (
    <tr data-total={agency === undefined}>
      <th scope="row">
        <Link to="/register/entries" search={chosen}>
          {counted.name}
        </Link>
      </th>
      <Figure side="declared">
        <Declared counted={counted} />
      </Figure>
      <Figure side="discovered">
        <Discovered agency={agency} count={one.discovered} />
      </Figure>
      <Figure side="enrolled">
        <Link to="/hosts" search={chosen}>
          {number(listed.enrolled)}
        </Link>
        <NotCounted count={listed.enrolled - one.enrolled} />
      </Figure>
      <Figure side="reporting">
        <Link to="/hosts" search={{ ...chosen, silent: 'no', neverReported: 'no' }}>
          {number(listed.reporting)}
        </Link>
        <NotCounted count={listed.reporting - one.reporting} />
      </Figure>
      <Figure side="neverEnrolled">{list('never-enrolled', one.neverEnrolled)}</Figure>
      <Figure side="unregistered">{list('unregistered', one.unregistered)}</Figure>
      <Figure side="withoutAgent">
        {hostClass === null && forbidden > 0 && (
          <Link to="/register/matches" search={{ agency, show: 'forbidden' }}>
            <SignMark
              sign={<IconAlertTriangle size={13} stroke={2} />}
              words={t('register.forbidden', { count: number(forbidden) })}
              why={t('register.match.forbidden.why')}
              tone="bad"
            />
          </Link>
        )}
        {list('without-agent', one.withoutAgent)}
      </Figure>
      <Figure side="notInUse">{hostClass === null ? list('not-in-use', notInUse) : null}</Figure>
      <Figure side="doubts">
        {hostClass === null && <Doubts agency={agency} count={doubts} />}
      </Figure>
      <Figure side="population">
        {one.isLowerBound && <LowerBoundMark isSign because={one.lowerBoundBecause} />}
        <strong>{number(one.population)}</strong>
      </Figure>
    </tr>
  )
}

/** Computers that were seen on the network. */
function Discovered({ agency, count }: { agency: string | undefined; count: number | null }) {
  const { t, number } = useSpeech()
  if (count !== null) {
    return (
      <Link to="/register/neighbours" search={{ agency, kind: 'computer' }}>
        {number(count)}
      </Link>
    )
  }
  return (
    <Hint label={t('register.not-discovered')}>
      <span tabIndex={0} className={styles['absent']}>
        {t('register.none')}
      </span>
    </Hint>
  )
}

/** Pairs that wait for a person; until then each counts as two machines. */
function Doubts({ agency, count }: { agency: string | undefined; count: number }) {
  const { t, number } = useSpeech()
  return (
    <>
      {count > 0 && (
        <SignMark
          sign="×2"
          words={t('register.doubts.two')}
          why={t('register.match.lead')}
          tone="warn"
        />
      )}
      <Link to="/register/matches" search={{ agency }}>
        {number(count)}
      </Link>
    </>
  )
}

/** The hosts that the list shows under the same filter. */
function listedIn({ listed, hostClass }: Counted): { enrolled: number; reporting: number } {
  if (hostClass !== null) return listed[hostClass]
  const sum = (of: 'enrolled' | 'reporting') =>
    hostClasses.reduce<number>((total, one) => total + listed[one][of], 0)
  return { enrolled: sum('enrolled'), reporting: sum('reporting') }
}

/** Hosts that are machines out of use: the list shows them, no figure counts them. */
function NotCounted({ count }: { count: number }) {
  const { t, number } = useSpeech()
  if (count === 0) return null
  return <small>{t('register.not-counted', { count: number(count) })}</small>
}

function Figure({ side, children }: { side: (typeof sides)[number]; children: ReactNode }) {
  const { t } = useSpeech()
  return (
    <td className={styles['figure']} data-label={t(`register.side.${side}`)}>
      {children}
    </td>
  )
}

/** Classes make up for one another in a sum, so the mark names those in which too few were declared. */
function Declared({ counted: { one, classes } }: { counted: Counted }) {
  const { t, number } = useSpeech()
  const short = hostClasses.filter((of) => classes[of].isUnderDeclared)
  const names = short.map((of) => t(`class.${of}`)).join(', ')
  const why = `${t('register.under-declared.why')} ${t('register.under-declared.classes', { classes: names })}`
  return (
    <>
      {one.isUnderDeclared && (
        <SignMark
          sign={<IconAlertTriangle size={13} stroke={2} />}
          words={t('register.under-declared')}
          why={why}
          tone="bad"
        />
      )}
      {one.declared === null ? (
        <span className={styles['absent']}>{t('register.not-declared')}</span>
      ) : (
        number(one.declared)
      )}
    </>
  )
}
