import { NativeSelect, Title } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { OverviewView, PlanView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { dayText, hasEnded, yearsText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { plansQuery } from '../../queries.ts'
import styles from './plan-head.module.css'

/** Which plan this is, how fresh its figures are, and whether its period is over. */
export function PlanHead({ overview }: { overview: OverviewView }) {
  const { t, local, time, counted } = useSpeech()
  const { plan, asOfMs, population, province } = overview
  return (
    <div className={styles['head']}>
      <div className={styles['words']}>
        <p className={styles['document']}>
          <strong>{local(province)}</strong>
          {plan && (
            <>
              {' · '}
              <DocumentLine plan={plan} />
            </>
          )}
        </p>
        <Title order={1}>{plan ? local(plan.name) : t('plan.none')}</Title>
        <p className={styles['fresh']}>
          {t('overview.as-of', { time: time(asOfMs) })}
          {' · '}
          {counted('overview.agencies', population.agencies)}
        </p>
        {plan && <PlanEnded plan={plan} asOfMs={asOfMs} />}
      </div>
      <div className={styles['tools']}>
        {plan && <PlanSelect current={plan} />}
        <PrintButton />
      </div>
    </div>
  )
}

function DocumentLine({ plan }: { plan: PlanView }) {
  const { t } = useSpeech()
  const day = dayText(plan.issuedOn)
  const line =
    plan.documentNumber === null
      ? t('plan.document.unnumbered', { day })
      : t('plan.document', { number: plan.documentNumber, day })
  return <>{line}</>
}

/** A plan of a past year stays the plan of that year. */
function PlanEnded({ plan, asOfMs }: { plan: PlanView; asOfMs: number }) {
  const { t } = useSpeech()
  if (plan.to === null || !hasEnded(plan.to, asOfMs)) return null
  return (
    <p className={styles['ended']}>
      <IconCalendarOff size={16} stroke={1.8} aria-hidden />
      {t('plan.ended', { years: yearsText(plan.from, plan.to), day: dayText(plan.to) })}
    </p>
  )
}

function PlanSelect({ current }: { current: PlanView }) {
  const { t, local } = useSpeech()
  const navigate = useNavigate({ from: '/' })
  const plans = useQuery(plansQuery(useApi()))
  const choices = plans.data?.plans ?? []
  if (choices.length < 2) return choicesFailure(plans)
  return (
    <NativeSelect
      className={styles['select'] ?? ''}
      classNames={{ root: 'no-print' }}
      label={t('plan.select')}
      size="sm"
      data={choices.map((plan) => ({
        value: plan.id,
        label: `${plan.documentNumber ?? dayText(plan.issuedOn)} – ${local(plan.name)}`,
      }))}
      value={current.id}
      onChange={({ currentTarget: { value: plan } }) =>
        void navigate({ search: (search) => ({ ...search, plan }) })
      }
    />
  )
}
