import type { CutOffRule } from '#protocol/snapshot-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { useActorWords } from './snapshot-words.ts'
import styles from './snapshots.module.css'

/** On which day figures are frozen, from when, and who said so. */
export function CutOffRules({ rules }: { rules: readonly CutOffRule[] }) {
  const { t } = useSpeech()
  const actorWords = useActorWords()
  return (
    <ul className={styles['rules']}>
      {rules.map((rule) => (
        <li key={`${rule.of} ${rule.from}`} className={styles['quiet']}>
          {t(`snapshots.cut-off.rule.${rule.of}`, {
            day: rule.day,
            month: rule.month,
            from: dayText(rule.from),
          })}{' '}
          {rule.author.startsWith('user ') &&
            t('snapshots.cut-off.rule.by', { author: actorWords(rule.author) })}
        </li>
      ))}
    </ul>
  )
}
