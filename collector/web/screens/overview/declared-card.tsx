import { Link } from '@tanstack/react-router'
import type { IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { VerdictIcon } from '../../parts/verdict-mark.tsx'
import { SourceButton } from './source-button.tsx'
import { useTargetText } from './target-text.ts'
import styles from './declared-card.module.css'

/** Indicators that no computer can answer, while no agency has declared a figure. Calm: nothing is wrong yet. */
export function DeclaredCard(props: { indicators: readonly IndicatorView[]; planId: string }) {
  const { indicators, planId } = props
  const { t, local } = useSpeech()
  const targetText = useTargetText()
  return (
    <Card title={t('indicators.declared')} aside={t('indicators.declared.aside')} isFlush>
      <ul className={styles['list']}>
        {indicators.map((indicator) => (
          <li key={indicator.id} className={styles['row']}>
            <span className={styles['sign']}>
              <VerdictIcon verdict={indicator.verdict} />
            </span>
            <Link
              className={styles['name']}
              to="/plans/$id/indicator"
              params={{ id: planId }}
              search={{ of: indicator.id }}
            >
              {local(indicator.name)}
            </Link>
            <span className={styles['target']}>
              {t('indicator.target')} <strong>{targetText(indicator)}</strong>
            </span>
            <span className={styles['source']}>
              <SourceButton indicator={indicator} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
