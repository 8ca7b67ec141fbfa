import { reasonText } from '#i18n/reason-text.ts'
import type { Reason } from '#protocol/controls.ts'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import styles from './item-table.module.css'

type Cause = WorkItem['causes'][number]

/** Every reason once, with its evidence, as lines. */
export function causeLines(item: WorkItem, say: (reason: Reason) => string): string {
  const lines = item.causes.flatMap(({ reason, evidence }) => [reason, ...evidence].map(say))
  return [...new Set(lines)].join('\n')
}

/** Why an item is to be done, what was seen and when. Verdicts that say the same are told once. */
export function Causes({ item, isShort = false }: { item: WorkItem; isShort?: boolean }) {
  const speech = useSpeech()
  const { t, date, time } = speech
  if (item.kind === 'machine' && item.status !== 'done') return <>{t('work.never-enrolled')}</>
  const told = [...Map.groupBy(item.causes, ({ reason }) => reasonText(speech, reason))]
  const observedAtMs = item.causes[0]?.observedAtMs ?? null
  return (
    <>
      {(isShort ? told.slice(0, 1) : told).map(([sentence, causes]) => (
        <div key={sentence} className={styles['cause']}>
          {sentence}
          <Evidence causes={causes} besides={sentence} isShort={isShort} />
        </div>
      ))}
      <small>
        {[
          item.sinceMs === null ? null : t('work.since', { day: date(item.sinceMs) }),
          observedAtMs === null ? null : t('work.observed', { time: time(observedAtMs) }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </small>
    </>
  )
}

function Evidence(props: { causes: readonly Cause[]; besides: string; isShort: boolean }) {
  const speech = useSpeech()
  const seen = props.causes.flatMap(({ evidence }) =>
    evidence.map((one) => reasonText(speech, one)),
  )
  const others = [...new Set(seen)].filter((sentence) => sentence !== props.besides)
  const shown = props.isShort ? others.slice(0, 1) : others
  if (shown.length === 0) return null
  return (
    <ul className={styles['evidence']} aria-label={speech.t('verdict.evidence')}>
      {shown.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
