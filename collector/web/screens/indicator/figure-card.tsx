import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { useMissingText } from '../../parts/missing-text.ts'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { toneOf } from '../../parts/verdict-mark.tsx'
import { IntervalBar } from '../overview/interval-bar.tsx'
import { useTargetText } from '../overview/target-text.ts'
import { useFigureWords } from './figure-words.ts'
import styles from './indicator.module.css'

/** Of what ought not to be, the official figure adds all that nobody could look at: what was found is the lesser. */
const isOfFound = ({ kind, worst, best }: IndicatorView) =>
  kind === 'count' && worst !== null && best !== null && best.numerator < worst.numerator

/** The figure as an interval: what is proven, how far the unknown could take it, and what was declared. */
export function FigureCard({ detail }: { detail: IndicatorDetailView }) {
  const { t } = useSpeech()
  const { indicator, isLowerBound } = detail
  const { worst, best, missing, isProvisional } = indicator
  const words = useFigureWords(indicator)
  const targetText = useTargetText()
  const missingText = useMissingText()
  const isFound = isOfFound(indicator)
  const [proven, possible] = isFound ? [best, worst] : [worst, best]
  const isOpen = worst !== null && best !== null && words.bothOf(worst) !== words.bothOf(best)
  return (
    <Card
      title={`${t('indicator.target')} ${targetText(indicator)}`}
      aside={isProvisional && worst !== null ? <ProvisionalMark /> : null}
    >
      <div className={styles['figure']}>
        <div>
          <span className={styles['quiet']}>{t(isFound ? 'one.found' : 'one.proven')}</span>
          <span className={styles['big']}>{words.figureOf(proven)}</span>
          <span className={styles['quiet']}>{words.partsOf(proven)}</span>
          {isLowerBound && <LowerBoundMark />}
        </div>
        {isOpen && (
          <div>
            <span className={styles['quiet']}>{t(isFound ? 'one.at-worst' : 'one.possible')}</span>
            <span className={styles['big']} data-size="small">
              {words.figureOf(possible)}
            </span>
            <span className={styles['quiet']}>{words.partsOf(possible)}</span>
          </div>
        )}
        <div className={styles['bar']}>
          <IntervalBar indicator={indicator} tone={toneOf(indicator.verdict)} />
        </div>
      </div>
      {missing && <p>{missingText(indicator)}</p>}
      <BesideDeclared detail={detail} />
    </Card>
  )
}

/** Where something is measured, what the agencies say of themselves stands beside it, and the gap. */
function BesideDeclared({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { declared, indicator } = detail
  const words = useFigureWords(indicator)
  if (declared === null || indicator.worst === null) return null
  // What was declared is a part of such a count: there is nothing to set beside it.
  if (indicator.kind === 'count' && indicator.collection === 'mixed') return null
  const gap = gapOf(indicator, declared)
  return (
    <p>
      {t('one.measured-beside-declared', {
        measured: words.bothOf(indicator.worst),
        declared: words.bothOf(declared),
      })}
      {gap !== null && (
        <>
          {' · '}
          {t('one.gap', { gap: number(gap, indicator.kind === 'count' ? 0 : 2) })}
        </>
      )}
    </p>
  )
}

/** In the unit of the indicator, in percentage points for a share. */
function gapOf({ worst, kind }: IndicatorView, declared: ExactRatio): number | null {
  if (worst === null) return null
  if (kind === 'count') return worst.numerator - declared.numerator
  if (worst.denominator === 0 || declared.denominator === 0) return null
  const scale = kind === 'share' ? 100 : 1
  const [left, right] = [worst, declared].map((one) => one.numerator / one.denominator)
  return ((left ?? 0) - (right ?? 0)) * scale
}
