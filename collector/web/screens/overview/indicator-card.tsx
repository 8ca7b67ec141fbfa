import { IconPlugConnectedX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { IndicatorView } from '#protocol/views.ts'
import { figureOf } from '../../figures.ts'
import { classFilterOf } from '../../hosts-behind.ts'
import { useSpeech } from '../../language.tsx'
import { Hint } from '../../parts/hint.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { useMissingText } from '../../parts/missing-text.ts'
import { NotEnrolledLink } from '../../parts/not-enrolled-link.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { SettingsInUse } from '../../parts/settings-in-use.tsx'
import { StateIcon } from '../../parts/state-mark.tsx'
import { toneOf, VerdictMark } from '../../parts/verdict-mark.tsx'
import type { FiguresOf } from '../../queries.ts'
import type { Change } from '../../trends/change.ts'
import { ChangeText } from './change-text.tsx'
import { IntervalBar } from './interval-bar.tsx'
import { SourceButton } from './source-button.tsx'
import { useFigureText, useTargetText } from './target-text.ts'
import styles from './indicator-card.module.css'

/** One indicator: what is proven, how far the unknown could take it, the target, and the verdict. */
export function IndicatorCard(props: {
  indicator: IndicatorView
  planId: string
  of: FiguresOf
  change: Change | null
}) {
  const { indicator, planId, of, change } = props
  const { t, local } = useSpeech()
  const targetText = useTargetText()
  const missingText = useMissingText()
  return (
    <article className={styles['card']} aria-labelledby={`indicator-${indicator.id}`}>
      <div className={styles['inside']}>
        <div className={styles['identity']}>
          <header className={styles['head']}>
            <h3 id={`indicator-${indicator.id}`}>
              <Link to="/plans/$id/indicator" params={{ id: planId }} search={{ of: indicator.id }}>
                {local(indicator.name)}
              </Link>
            </h3>
            <VerdictMark verdict={indicator.verdict} />
          </header>
          <BigFigure indicator={indicator} />
        </div>
        <div className={styles['progress']}>
          <IntervalBar indicator={indicator} tone={toneOf(indicator.verdict)} />
          <p className={styles['under']}>
            <span>
              {t('indicator.target')} <strong>{targetText(indicator)}</strong>
            </span>
            <BestCase indicator={indicator} />
          </p>
          {change && <ChangeText indicator={indicator} change={change} />}
          {indicator.missing && <p className={styles['missing']}>{missingText(indicator)}</p>}
          <footer className={styles['foot']}>
            <Counts indicator={indicator} of={of} />
            <SourceButton indicator={indicator} />
          </footer>
          <SettingsInUse settings={indicator.settings} />
        </div>
      </div>
    </article>
  )
}

function BigFigure({ indicator }: { indicator: IndicatorView }) {
  const { number } = useSpeech()
  const figureText = useFigureText()
  const { worst, kind } = indicator
  const figure = worst && figureOf(kind, worst, indicator)
  return (
    <p className={styles['figure']}>
      <span className={styles['big']}>{figure ? figureText(kind, figure) : '—'}</span>
      {worst && kind !== 'count' && (
        <span className={styles['parts']}>
          {number(worst.numerator)}/{number(worst.denominator)}
        </span>
      )}
      {figure && indicator.isProvisional && <ProvisionalMark />}
      {figure && indicator.isLowerBound && <LowerBoundMark />}
    </p>
  )
}

/** What the figure would be if everything unknown were met; nothing where nothing is unknown. */
function BestCase({ indicator }: { indicator: IndicatorView }) {
  const { t } = useSpeech()
  const figureText = useFigureText()
  const { worst, best, kind } = indicator
  const figure = best && figureOf(kind, best, indicator)
  if (!figure || !worst || !best || worst.numerator === best.numerator) return null
  // Of what should be few the unknown are counted in, so that the best case is lower.
  const key = kind === 'count' ? 'indicator.fewest' : 'indicator.best'
  return (
    <Hint label={t(`${key}.why`)} width={280}>
      <span tabIndex={0}>{t(key, { figure: figureText(kind, figure) })}</span>
    </Hint>
  )
}

const countedStates = ['unmet', 'unknown'] as const

/** The hosts behind the figure, each number opening its list; who never enrolled stands in the register. */
function Counts({ indicator, of }: { indicator: IndicatorView; of: FiguresOf }) {
  const { t, number } = useSpeech()
  const { control, hosts, measurement } = indicator
  if (control === null || hosts === null || measurement === null) return null
  const { notEnrolled } = hosts
  return (
    <span className={styles['links']}>
      {countedStates.map((state) => (
        <Link
          key={state}
          to="/hosts"
          search={{ ...of, ...classFilterOf(hosts), control, state }}
          className={styles['link']}
        >
          <StateIcon state={state} size={14} />
          {t(`count.${state}`, { count: number(hosts[state]) })}
        </Link>
      ))}
      {notEnrolled > 0 && (
        <NotEnrolledLink hosts={hosts} of={of} className={styles['link']}>
          <IconPlugConnectedX size={14} stroke={1.8} aria-hidden />
          {t('count.not-enrolled', { count: number(notEnrolled) })}
        </NotEnrolledLink>
      )}
    </span>
  )
}
