import { Link } from '@tanstack/react-router'
import type {
  AgencyShortfallView,
  IndicatorDetailView,
  ShortfallView,
} from '#protocol/plan-views.ts'
import { byMostMissing, lansMissing, licencesMissing } from '#protocol/shortfall-order.ts'
import { dayText } from '../../dates.ts'
import { classFilterOf } from '../../hosts-behind.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { FirstRows } from '../../parts/first-rows.tsx'
import { NotEnrolledLink } from '../../parts/not-enrolled-link.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { BudgetCard } from './budget-card.tsx'
import { IndicatorFile } from './indicator-file.tsx'
import styles from './indicator.module.css'

type Props = { detail: IndicatorDetailView; shortfall: ShortfallView }

/** What is missing of licences, firewalls and domestic products, and the budget lines that name it. */
export function ShortfallCards({ detail, shortfall }: Props) {
  const metric = detail.metric.id
  if (metric === 'domestic-products-in-systems') return <ForeignCard shortfall={shortfall} />
  const isOfLans = metric === 'lans-with-firewall'
  return (
    <>
      {isOfLans ? (
        <FirewallsCard detail={detail} shortfall={shortfall} />
      ) : (
        <LicencesCard detail={detail} shortfall={shortfall} />
      )}
      {!isOfLans && <MismatchCard shortfall={shortfall} />}
      {shortfall.budgetLines.length > 0 && (
        <BudgetCard detail={detail} shortfall={shortfall} areLicencesMissing={!isOfLans} />
      )}
    </>
  )
}

/** LANs that the agencies declared without a network firewall. */
function FirewallsCard({ detail, shortfall }: Props) {
  const { t, number } = useSpeech()
  const agencies = byMostMissing(shortfall.agencies, lansMissing)
  if (agencies.length === 0) {
    return <Card title={t('one.shortfall')}>{t('one.shortfall.none')}</Card>
  }
  const heads = [t('one.agencies.agency'), t('one.shortfall.lans'), t('one.shortfall.lans.all')]
  return (
    <Card
      title={t('one.shortfall')}
      aside={<IndicatorFile route="exportShortfall" detail={detail} />}
      isFlush
    >
      <FirstRows rows={agencies}>
        {(rows) => (
          <RowsTable name={t('one.shortfall')} heads={heads} size="narrow">
            {rows.map(({ agencyId, name, lans, lansWithoutFirewall }) => (
              <tr key={agencyId}>
                <th scope="row">{name}</th>
                <td>{number(lansWithoutFirewall ?? 0)}</td>
                <td>{number(lans ?? 0)}</td>
              </tr>
            ))}
          </RowsTable>
        )}
      </FirstRows>
    </Card>
  )
}

function LicencesCard({ detail, shortfall }: Props) {
  const { t } = useSpeech()
  const agencies = byMostMissing(shortfall.agencies, licencesMissing)
  if (agencies.length === 0) {
    return <Card title={t('one.shortfall')}>{t('one.shortfall.none')}</Card>
  }
  const heads = [
    t('one.agencies.agency'),
    t('one.shortfall.machines'),
    t('one.shortfall.unknown'),
    t('one.shortfall.seats'),
    t('one.shortfall.ending', { day: dayText(shortfall.endingBefore) }),
  ]
  return (
    <Card
      title={t('one.shortfall')}
      aside={<IndicatorFile route="exportShortfall" detail={detail} />}
      isFlush
    >
      <FirstRows rows={agencies}>
        {(rows) => (
          <RowsTable name={t('one.shortfall')} heads={heads}>
            {rows.map((agency) => (
              <LicenceRow key={agency.agencyId} agency={agency} />
            ))}
          </RowsTable>
        )}
      </FirstRows>
    </Card>
  )
}

function LicenceRow({ agency }: { agency: AgencyShortfallView }) {
  const { t, number } = useSpeech()
  const said = (count: number | null) =>
    count === null ? t('one.shortfall.unread') : number(count)
  const { agencyId, hosts } = agency
  const opens = (state: 'unmet' | 'unknown', counted: number) => {
    if (hosts === null) return number(counted)
    const search = { agency: agencyId, ...classFilterOf(hosts), state }
    return (
      <Link to="/hosts" search={{ ...search, control: 'antivirus-licensed' }}>
        {number(hosts[state])}
      </Link>
    )
  }
  return (
    <tr>
      <th scope="row">{agency.name}</th>
      <td>
        {agency.machinesWithoutLicence === null
          ? '—'
          : opens('unmet', agency.machinesWithoutLicence)}
      </td>
      <td>
        {opens('unknown', agency.machinesUnknown)}
        {hosts !== null && hosts.notEnrolled > 0 && (
          <small>
            <NotEnrolledLink hosts={hosts} of={{ agency: agencyId }}>
              {t('count.not-enrolled', { count: number(hosts.notEnrolled) })}
            </NotEnrolledLink>
          </small>
        )}
      </td>
      <td>
        {said(agency.seatsBought)} / {agency.seatsUsed === null ? '—' : number(agency.seatsUsed)}
      </td>
      <td>{number(agency.seatsEndingSoon)}</td>
    </tr>
  )
}

type Mismatch = ShortfallView['productMismatches'][number]
const gap = ({ seats, used }: Mismatch) => Math.abs(seats - used)

function MismatchCard({ shortfall }: { shortfall: ShortfallView }) {
  const { t, number } = useSpeech()
  if (shortfall.productMismatches.length === 0) return null
  const mismatches = shortfall.productMismatches.toSorted((left, right) => gap(right) - gap(left))
  return (
    <Card title={t('one.shortfall.mismatch')} aside={number(mismatches.length)}>
      <FirstRows rows={mismatches}>
        {(rows) => (
          <ul className={styles['list']}>
            {rows.map((one) => (
              <li key={`${one.agencyId} ${one.productId}`}>
                <span>{one.name}</span>
                <span>
                  {t('one.shortfall.mismatch.row', {
                    product: one.productName,
                    seats: number(one.seats),
                    used: number(one.used),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </FirstRows>
    </Card>
  )
}

function ForeignCard({ shortfall }: { shortfall: ShortfallView }) {
  const { t } = useSpeech()
  if (shortfall.foreignInSystems.length === 0) {
    return <Card title={t('one.shortfall.foreign')}>{t('one.shortfall.none')}</Card>
  }
  return (
    <Card title={t('one.shortfall.foreign')}>
      <FirstRows rows={shortfall.foreignInSystems}>
        {(rows) => (
          <ul className={styles['list']}>
            {rows.map((one) => (
              <li key={`${one.agencyId} ${one.system} ${one.product}`}>
                <span>
                  {t('one.shortfall.foreign.row', {
                    system: one.system,
                    level: one.level,
                    product: one.product,
                  })}
                </span>
                <span className={styles['quiet']}>
                  {one.name}
                  {one.isDomestic === null && ` · ${t('one.shortfall.foreign.unknown')}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </FirstRows>
    </Card>
  )
}
