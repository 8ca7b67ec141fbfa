import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { toneOf } from '../../parts/verdict-mark.tsx'
import { IntervalBar } from '../overview/interval-bar.tsx'
import { useTargetText } from '../overview/target-text.ts'
import { useFigureWords } from './figure-words.ts'
import styles from './indicator.module.css'

/** The figure as an interval: what is proven, how far the unknown could take it, and what was declared. */
export function FigureCard({ detail }: { detail: IndicatorDetailView }) {
  const { t } = useSpeech()
  const { indicator, isLowerBound } = detail
  const { worst, best, missing, isProvisional } = indicator
  const words = useFigureWords(indicator)
  const targetText = useTargetText()
  const isOpen = worst !== null && best !== null && words.bothOf(worst) !== words.bothOf(best)
  return (
    <Card
      title={`${t('indicator.target')} ${targetText(indicator)}`}
      aside={isProvisional && worst !== null ? <ProvisionalMark /> : null}
    >
      <div className={styles['figure']}>
        <div>
          <span className={styles['quiet']}>{t('one.proven')}</span>
          <span className={styles['big']}>{words.figureOf(worst)}</span>
          <span className={styles['quiet']}>{words.partsOf(worst)}</span>
          {isLowerBound && <LowerBoundMark />}
        </div>
        {isOpen && (
          <div>
            <span className={styles['quiet']}>{t('one.possible')}</span>
            <span className={styles['big']} data-size="small">
              {words.figureOf(best)}
            </span>
            <span className={styles['quiet']}>{words.partsOf(best)}</span>
          </div>
        )}
        <div className={styles['bar']}>
          <IntervalBar indicator={indicator} tone={toneOf(indicator.verdict)} />
        </div>
      </div>
      {missing && <p>{t(`missing.${missing}`)}</p>}
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
