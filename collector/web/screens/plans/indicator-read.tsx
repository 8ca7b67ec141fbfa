import { Link } from '@tanstack/react-router'
import type { PlanIndicator } from '#protocol/plans.ts'
import { useSpeech } from '../../language.tsx'
import { useIndicatorWords, type IndicatorField } from './indicator-words.ts'
import styles from './plans.module.css'
import own from './plan-version.module.css'

const terms = [
  'metric',
  'target',
  'strictness',
  'tolerance',
  'collection',
  'aggregation',
  'declaredBy',
  'levels',
  'classes',
  'from',
  'until',
  'successor',
] as const satisfies readonly IndicatorField[]

/** One indicator as the document has it: the exact words, where they stand, and how they are measured. */
export function IndicatorRead(props: {
  indicator: PlanIndicator
  /** Null: nothing is measured by it yet. */
  planId: string | null
}) {
  const { t, local, language } = useSpeech()
  const words = useIndicatorWords()(props.indicator)
  const { id, name, source } = props.indicator
  const isTranslated = language === 'en' && source.quote.en !== ''
  return (
    <article className={own['indicator']} id={id}>
      <h3>
        {props.planId === null ? (
          local(name)
        ) : (
          <Link to="/plans/$id/indicator" params={{ id: props.planId }} search={{ of: id }}>
            {local(name)}
          </Link>
        )}{' '}
        <span className={styles['quiet']}>{id}</span>
      </h3>
      <blockquote lang="vi">“{source.quote.vi}”</blockquote>
      {isTranslated && <p className={styles['quiet']}>“{source.quote.en}”</p>}
      <p className={styles['quiet']}>
        {source.document}, {source.clause}
      </p>
      {source.wordingNote && (
        <p className={styles['quiet']}>
          {t('source.note')} {source.wordingNote}
        </p>
      )}
      <dl className={own['terms']}>
        {terms.map((term) =>
          words[term] === '' ? null : (
            <div key={term}>
              <dt>{t(`indicator.field.${term}`)}</dt>
              <dd>{words[term]}</dd>
            </div>
          ),
        )}
      </dl>
    </article>
  )
}
