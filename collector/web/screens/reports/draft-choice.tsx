import { NumberInput, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { marking, reportKinds, reportLimits } from '#protocol/reports.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { useOwnAgency } from '../../permission.ts'
import { agenciesQuery, plansQuery } from '../../queries.ts'
import { hasShortfall, periodsFor, type ReportDraft } from './report-draft.ts'
import { frozenPeriodsQuery, templatesQuery } from './report-queries.ts'
import styles from './reports.module.css'

type Props = {
  draft: ReportDraft
  onChange: (patch: Partial<ReportDraft>) => void
}

/** Which report of what. Only periods that are frozen can be chosen. */
export function DraftChoice({ draft, onChange }: Props) {
  const { t, local } = useSpeech()
  const api = useApi()
  const plans = useQuery(plansQuery(api))
  const agencies = useQuery(agenciesQuery(api))
  const periods = useQuery(frozenPeriodsQuery(api, draft.planId ?? undefined))
  const own = useOwnAgency()
  const kinds = reportKinds.filter((kind) => own === null || kind === 'agency-quarter')
  const choices = periodsFor(draft.kind, periods.data ?? [])
  return (
    <div className={styles['form']}>
      <Select
        size="sm"
        label={t('report.kind')}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`report.kind.${value}`) }))}
        value={draft.kind}
        onChange={(value) => {
          const kind = kinds.find((one) => one === value)
          if (kind) onChange({ kind, period: null, templateId: null })
        }}
      />
      <Select
        size="sm"
        label={t('report.plan')}
        allowDeselect={false}
        data={(plans.data?.plans ?? []).map(({ id, name }) => ({ value: id, label: local(name) }))}
        error={choicesFailure(plans)}
        value={draft.planId}
        onChange={(planId) => onChange({ planId, period: null })}
      />
      <div>
        <Select
          size="sm"
          label={t('report.period')}
          data={choices}
          error={choicesFailure(periods)}
          value={draft.period}
          onChange={(period) => onChange({ period })}
        />
        {periods.isSuccess && choices.length === 0 && (
          <Text size="xs" c="dimmed" mt={4}>
            {t('report.no-period')} <Link to="/snapshots">{t('report.no-period.how')}</Link>
          </Text>
        )}
      </div>
      {draft.kind === 'agency-quarter' && (
        <Select
          size="sm"
          searchable
          label={t('report.agency')}
          data={(agencies.data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          error={choicesFailure(agencies)}
          value={draft.agencyId}
          onChange={(agencyId) => onChange({ agencyId })}
        />
      )}
      <TemplateAndMarking draft={draft} onChange={onChange} />
      {hasShortfall(draft.kind) && <LicencePrice draft={draft} onChange={onChange} />}
    </div>
  )
}

function LicencePrice({ draft, onChange }: Props) {
  const { t } = useSpeech()
  return (
    <NumberInput
      size="sm"
      label={t('one.budget.price')}
      description={t('report.price.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      min={0}
      max={reportLimits.licencePriceVndMax}
      allowDecimal={false}
      thousandSeparator="."
      decimalSeparator=","
      value={draft.licencePriceVnd ?? ''}
      onChange={(value) => onChange({ licencePriceVnd: typeof value === 'number' ? value : null })}
    />
  )
}

function TemplateAndMarking({ draft, onChange }: Props) {
  const { t } = useSpeech()
  const templates = useQuery(templatesQuery(useApi()))
  const own = (templates.data?.templates ?? []).filter(
    ({ kind, withdrawnMs }) => kind === draft.kind && withdrawnMs === null,
  )
  return (
    <>
      <Select
        size="sm"
        clearable
        label={t('report.template')}
        placeholder={t('report.template.product')}
        data={own.map(({ id, name }) => ({ value: id, label: name }))}
        error={choicesFailure(templates)}
        value={draft.templateId}
        onChange={(templateId) => onChange({ templateId })}
      />
      <Select
        size="sm"
        clearable
        label={t('report.marking')}
        placeholder={t('report.marking.none')}
        description={t('report.marking.hint')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[...marking.options]}
        value={draft.marking}
        onChange={(value) => onChange({ marking: value })}
      />
    </>
  )
}
