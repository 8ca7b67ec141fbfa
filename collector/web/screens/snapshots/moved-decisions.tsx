import type { MovedDecision } from '#protocol/snapshot-views.ts'
import { valueName } from '#i18n/audit-text.ts'
import { useSpeech } from '../../language.tsx'
import { changeWords } from '#i18n/change-words.ts'
import { useActorWords } from './snapshot-words.ts'
import styles from './snapshots.module.css'

/** Who changed what of a definition, a setting or a denominator, and when. */
export function MovedDecisions(props: { title: string; decisions: readonly MovedDecision[] }) {
  if (props.decisions.length === 0) return null
  return (
    <div className={styles['decisions']}>
      <span className={styles['quiet']}>{props.title}</span>
      <ul className={styles['subjects']}>
        {props.decisions.map((one, index) => (
          <li key={`${one.atMs} ${one.action} ${index}`}>
            <Decision decision={one} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Decision({ decision }: { decision: MovedDecision }) {
  const words = useSpeech()
  const { t, time } = words
  const actorWords = useActorWords()
  const { atMs, actor, action, subject, agencyName } = decision
  const said = (value: string | null) => value && valueName(words, 'decision', value)
  const [before, after] = [said(decision.before), said(decision.after)]
  return (
    <>
      <span>{t(changeWords(action))}</span>
      <span>{agencyName ?? subject}</span>
      {after !== null && (
        <span>
          {before === null
            ? t('moved.decided', { after })
            : t('moved.decided.instead', { before, after })}
        </span>
      )}
      <span className={styles['quiet']}>
        {t('moved.decision.by', { actor: actorWords(actor), time: time(atMs) })}
      </span>
    </>
  )
}
