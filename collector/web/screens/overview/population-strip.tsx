import { Link } from '@tanstack/react-router'
import type { OverviewView } from '#protocol/views.ts'
import type { PlainKey } from '#i18n/translator.ts'
import type { HostsSearch } from '../../search.ts'
import { useSpeech } from '../../language.tsx'
import type { FiguresOf } from '../../queries.ts'
import styles from './population-strip.module.css'

type Population = OverviewView['population']
type Tone = 'plain' | 'met' | 'warn' | 'unmet'

/** How many computers there are, and how many of them we know nothing of. Every number opens the list it counts. */
export function PopulationStrip(props: { population: Population; of: FiguresOf }) {
  const { population, of } = props
  const { t } = useSpeech()
  const warnIf = (count: number): Tone => (count > 0 ? 'warn' : 'plain')
  return (
    <section className={styles['strip']} aria-label={t('population.label')}>
      <ul>
        <Count label="population.enrolled" count={population.enrolled} search={of} tone="plain" />
        <Count
          label="population.reporting"
          count={population.reporting}
          search={{ ...of, silent: 'no', neverReported: 'no' }}
          tone={population.reporting > 0 ? 'met' : 'plain'}
        />
        <Count
          label="population.silent"
          count={population.silent}
          search={{ ...of, silent: 'yes' }}
          tone={warnIf(population.silent)}
        />
        <Count
          label="population.never-reported"
          count={population.neverReported}
          search={{ ...of, neverReported: 'yes' }}
          tone={warnIf(population.neverReported)}
        />
        <Count
          label="population.sharing-key"
          count={population.sharingKey}
          search={{ ...of, sharingKey: 'yes' }}
          tone={population.sharingKey > 0 ? 'unmet' : 'plain'}
        />
        <Declared
          declared={population.declared}
          isWhole={of.agency === undefined && of.under === undefined}
        />
      </ul>
    </section>
  )
}

function Count(props: { label: PlainKey; count: number; search: HostsSearch; tone: Tone }) {
  const { t, number } = useSpeech()
  return (
    <li>
      <Link to="/hosts" search={props.search} className={styles['cell']} data-tone={props.tone}>
        <span className={styles['number']}>{number(props.count)}</span>
        <span className={styles['label']}>{t(props.label)}</span>
      </Link>
    </li>
  )
}

/** The register counts the whole province; what one agency declared stands on the agency's own page. */
function Declared({ declared, isWhole }: { declared: number | null; isWhole: boolean }) {
  const { t, number } = useSpeech()
  const said = (
    <>
      <span className={styles['number']}>{declared === null ? '—' : number(declared)}</span>
      <span className={styles['label']}>
        {t(declared === null ? 'population.not-declared' : 'population.declared')}
      </span>
    </>
  )
  const look = { className: styles['cell'], 'data-tone': 'plain' }
  return (
    <li>
      {isWhole ? (
        <Link to="/register" {...look}>
          {said}
        </Link>
      ) : (
        <span {...look}>{said}</span>
      )}
    </li>
  )
}
