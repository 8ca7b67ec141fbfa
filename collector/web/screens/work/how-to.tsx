import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RemedyId } from '#protocol/remedies.ts'
import type { WorkFilters } from '#protocol/work-routes.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useMay } from '../../permission.ts'
import { useGainText } from './gain-text.ts'
import { workQuery } from './work-queries.ts'
import styles from './work.module.css'

/** How a remedy is done, and what it is worth where it was done everywhere. */
export function HowTo({ remedy, search }: { remedy: RemedyId; search: WorkFilters }) {
  const { t } = useSpeech()
  const { lineText } = useGainText()
  const may = useMay()
  const work = useQuery(workQuery(useApi(), search))
  const gains = work.data?.groups.find((group) => group.remedy === remedy)?.gains ?? []
  return (
    <div className={styles['columns']}>
      <Card title={t('work.how')}>
        <p>{t(`remedy.${remedy}.steps`)}</p>
        <ListLink remedy={remedy} search={search} />
      </Card>
      {may('overview') && (
        <Card title={t('work.gains')}>
          {gains.length === 0 ? (
            <p>{t('work.gain.none')}</p>
          ) : (
            <ul>
              {gains.map((gain) => (
                <li key={gain.indicatorId}>
                  {lineText(gain)}
                  {gain.isLowerBound && ` (${t('work.gain.lower-bound')})`}
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
    </div>
  )
}

/** The same machines where they are at home; owner and status mean nothing there. */
function ListLink({ remedy, search }: { remedy: RemedyId; search: WorkFilters }) {
  const { t } = useSpeech()
  const may = useMay()
  const { agency, under, class: of } = search
  if (remedy === 'install-agent') {
    if (!may('registerMachines')) return null
    return (
      <p className="no-print">
        <Link to="/register/machines" search={{ list: 'never-enrolled', agency }}>
          {t('work.open-register')}
        </Link>
      </p>
    )
  }
  return (
    <p className="no-print">
      <Link to="/hosts" search={{ remedy, agency, under, class: of }}>
        {t('work.open-hosts')}
      </Link>
    </p>
  )
}
