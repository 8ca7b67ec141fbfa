import { Link } from '@tanstack/react-router'
import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { SettingsInUse } from '../../parts/settings-in-use.tsx'
import { typedOf } from '../plans/target-input.ts'
import styles from './indicator.module.css'

/** The exact words, where they stand, how they are read, and every decision that the figure depends on. */
export function DefinitionCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, language } = useSpeech()
  const { indicator, plan, version, metric } = detail
  const { source } = indicator
  const isTranslated = language === 'en' && source.quote.en !== ''
  return (
    <Card title={t('one.definition')}>
      <div className={styles['words']}>
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
      </div>
      <dl className={styles['terms']}>
        <Term name={t('indicator.field.metric')}>{t(`metric.${metric.id}`)}</Term>
        <Term name={t('indicator.field.collection')}>
          {t(`indicator.collection.${indicator.collection}`)}
        </Term>
        <Term name={t('indicator.field.aggregation')}>
          {t(`indicator.aggregation.${detail.aggregation}`)}
        </Term>
        {indicator.collection !== 'measured' && (
          <Term name={t('indicator.field.figure')}>{detail.figure}</Term>
        )}
        <Decisions detail={detail} />
        <Term name={t('one.definition.version')}>
          <Link
            to="/plans/$id/versions/$version"
            params={{ id: plan.id, version: String(version) }}
            hash={indicator.id}
          >
            {t('one.definition.open', { version })}
          </Link>
        </Term>
      </dl>
      <SettingsInUse settings={indicator.settings} />
    </Card>
  )
}

function Decisions({ detail }: { detail: IndicatorDetailView }) {
  const { t, language } = useSpeech()
  const { indicator, tolerance, metric, settings } = detail
  const people = settings.doPublicEmployeesCount
  const comma = language === 'vi' ? ',' : '.'
  const chosen = people.value === null ? 'undecided' : people.value ? 'yes' : 'no'
  return (
    <>
      {indicator.comparator === 'approx' && (
        <Term name={t('one.definition.tolerance')}>
          {tolerance
            ? t('one.definition.tolerance.value', {
                below: typedOf(indicator.kind, tolerance.below, comma),
                author: tolerance.author,
                day: dayText(tolerance.decidedOn),
              })
            : t('one.definition.tolerance.none')}
        </Term>
      )}
      {metric.id === 'computers-per-official' && (
        <Term name={t('one.definition.people')}>
          {people.value === null
            ? t('plan.edit.people.undecided')
            : t('one.definition.signed', {
                value: t(`plan.edit.people.${chosen}`),
                author: people.author,
                day: dayText(people.decidedOn),
              })}
        </Term>
      )}
    </>
  )
}

function Term({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
