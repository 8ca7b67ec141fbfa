import { IconTool } from '@tabler/icons-react'
import { reasonText } from '#i18n/reason-text.ts'
import { remedyOf } from '#protocol/remedies.ts'
import type { VerdictView } from '#protocol/views.ts'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { SettingsInUse } from '../../parts/settings-in-use.tsx'
import { StateIcon, StateMark } from '../../parts/state-mark.tsx'
import { WorkLine } from '../work/work-line.tsx'
import styles from './verdict.module.css'

/** One control of this host: the answer, since when, why, what was seen, and what to do. */
export function Verdict({ verdict, work }: { verdict: VerdictView; work: WorkItem | null }) {
  const speech = useSpeech()
  const { t, time, date } = speech
  const { control, state, severity, reason, evidence, observedAtMs } = verdict
  const remedy = remedyOf(state, reason.key)
  const why = reasonText(speech, reason)
  const seen = evidence.map((item) => reasonText(speech, item)).filter((item) => item !== why)
  return (
    <li className={styles['verdict']} data-state={state}>
      <span className={styles['sign']}>
        <StateIcon state={state} size={20} />
      </span>
      <div className={styles['body']}>
        <div className={styles['head']}>
          <h3>{t(`control.${control}.name`)}</h3>
          {state === 'unmet' && (
            <span className={styles['severity']} data-severity={severity}>
              {t('verdict.severity', { severity: t(`severity.${severity}`) })}
            </span>
          )}
          <span className={styles['state']}>
            <StateMark state={state} />
            {verdict.isProvisional && <ProvisionalMark />}
            {t('verdict.since', { day: date(verdict.sinceMs) })}
            {' · '}
            {observedAtMs === null
              ? t('verdict.never-observed')
              : t('verdict.observed', { time: time(observedAtMs) })}
          </span>
        </div>
        <p className={styles['why']}>{why}</p>
        {seen.length > 0 && (
          <ul className={styles['evidence']} aria-label={t('verdict.evidence')}>
            {seen.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
        <SettingsInUse settings={verdict.settings} />
        {remedy && (
          <p className={styles['remedy']}>
            <IconTool size={15} stroke={1.8} aria-hidden />
            <span>
              <strong>{t('verdict.remedy')}</strong> {t(`remedy.${remedy}.steps`)}
            </span>
          </p>
        )}
        {remedy && work && <WorkLine item={work} />}
      </div>
    </li>
  )
}
