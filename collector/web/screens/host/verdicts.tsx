import { remedyOf } from '#protocol/remedies.ts'
import type { VerdictView } from '#protocol/views.ts'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { inOrder } from './order.ts'
import { Verdict } from './verdict.tsx'
import styles from './verdict.module.css'

/** Every control, worst first. */
export function Verdicts(props: { verdicts: readonly VerdictView[]; work: readonly WorkItem[] }) {
  const { verdicts, work } = props
  const { t } = useSpeech()
  return (
    <Card title={t('verdicts.title')} isFlush>
      {verdicts.length === 0 ? (
        <p className={styles['none']}>{t('verdicts.none')}</p>
      ) : (
        <ul className={styles['list']}>
          {inOrder(verdicts).map((verdict) => (
            <Verdict
              key={verdict.control}
              verdict={verdict}
              work={work.find(({ remedy }) => remedy === remedyOfVerdict(verdict)) ?? null}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

const remedyOfVerdict = ({ state, reason }: VerdictView) => remedyOf(state, reason.key)
