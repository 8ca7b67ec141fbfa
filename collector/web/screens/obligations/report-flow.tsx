import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  stepsOfAgency,
  type ReportEvent,
  type ReportStand,
  type ReportStep,
} from '#protocol/obligations.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { PastMomentField } from '../../parts/moment-field.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay, useOwnAgency } from '../../permission.ts'
import { momentOf } from '../../typed-day.ts'
import { eventsQuery, obligationsKey } from './obligation-queries.ts'
import { ReportChoice } from './report-choice.tsx'
import styles from './obligations.module.css'

type Params = { id: string; period: string; agency: string }

/** Everything that happened to one report, and what may happen next. */
export function ReportFlow({ params, onClose }: { params: Params; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const may = useMay()
  const events = useQuery(eventsQuery(api, params))
  const mayRecord = may('recordReportStep')
  const { data } = events
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('report-flow.title', { name: data?.row.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {data ? (
        <Stack gap="md">
          {data.events.length === 0 && <Text size="sm">{t('report-flow.none')}</Text>}
          <ol className={styles['events']}>
            {data.events.map((event) => (
              <EventLine key={event.id} event={event} />
            ))}
          </ol>
          {data.next.length === 0 && <Text size="sm">{t(waitingWords(data.row.stand))}</Text>}
          {mayRecord && data.next.length > 0 && (
            <StepForm key={data.events.length} params={params} next={data.next} />
          )}
        </Stack>
      ) : events.isError ? (
        <LoadFailure error={events.error} onRetry={() => void events.refetch()} />
      ) : (
        <RowsSkeleton rows={4} />
      )}
    </Modal>
  )
}

/** Nothing is left to do, or the next step is somebody else's. */
function waitingWords(stand: ReportStand) {
  if (stand === 'received') return 'report-flow.done'
  return stand === 'sent' ? 'report-flow.waits-for-unit' : 'report-flow.waits-for-head'
}

function EventLine({ event }: { event: ReportEvent }) {
  const { t, time } = useSpeech()
  const { step, happenedMs, recordedMs, person, actor, reason, basis } = event
  return (
    <li>
      <strong>{t(`report-stand.${step}`)}</strong> {time(happenedMs)} · {person}
      {reason !== null && (
        <p>
          {t('report-flow.reason')}: {reason}
        </p>
      )}
      <small>
        {recordedMs === happenedMs
          ? t('report-flow.recorded', { actor })
          : t('report-flow.recorded-later', { time: time(recordedMs), actor })}
        {basis !== null && ` · ${t('report-flow.for-others', { basis })}`}
      </small>
    </li>
  )
}

/** Forward, and not back: a report is received more often than returned, and confirmed than drafted anew. */
const likelyOf = (next: readonly ReportStep[]): ReportStep =>
  next.findLast((step) => step !== 'returned') ?? 'prepared'

type Draft = { person: string; reason: string; basis: string; reportId: string; happened: string }
const emptyDraft: Draft = { person: '', reason: '', basis: '', reportId: '', happened: '' }

type Asked = { readonly step: ReportStep; readonly isForOthers: boolean }

/** Whether all is said that a step needs. */
const isWhole = ({ person, reason, basis, happened }: Draft, { step, isForOthers }: Asked) =>
  person.trim() !== '' &&
  (step !== 'returned' || reason.trim() !== '') &&
  (!isForOthers || basis.trim() !== '') &&
  (happened === '' || momentOf(happened) !== null)

function StepForm({ params, next }: { params: Params; next: readonly ReportStep[] }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ReportStep | null>(null)
  const [draft, setDraft] = useState(emptyDraft)
  const step = chosen ?? likelyOf(next)
  const { person, reason, basis, reportId, happened } = draft
  const isForOthers = useOwnAgency() === null && stepsOfAgency.includes(step)
  const record = useMutation({
    mutationFn: () =>
      api.call('recordReportStep', {
        params,
        body: {
          step,
          person,
          reason: step === 'returned' ? reason : null,
          basis: isForOthers ? basis : null,
          reportId: step === 'prepared' && reportId !== '' ? reportId : null,
          happenedMs: momentOf(happened),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: obligationsKey }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        record.mutate()
      }}
    >
      <Stack gap="sm">
        <Group gap="xs" role="group" aria-label={t('report-flow.next')}>
          {next.map((one) => (
            <Button
              key={one}
              size="xs"
              variant={one === step ? 'light' : 'default'}
              aria-pressed={one === step}
              onClick={() => setChosen(one)}
            >
              {t(`report-step.${one}`)}
            </Button>
          ))}
        </Group>
        <StepFields
          params={params}
          step={step}
          isForOthers={isForOthers}
          draft={draft}
          onDraft={setDraft}
        />
        <Failure error={record.error} />
        <Group justify="flex-end">
          <Button
            type="submit"
            size="sm"
            loading={record.isPending}
            disabled={!isWhole(draft, { step, isForOthers })}
          >
            {t('report-flow.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Failure({ error }: { error: Error | null }) {
  const textOf = useFailureText()
  if (!error) return null
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {textOf(error)}
    </Text>
  )
}

type FieldsProps = {
  params: Params
  step: ReportStep
  isForOthers: boolean
  draft: Draft
  onDraft: (draft: Draft) => void
}

function StepFields({ params, step, isForOthers, draft, onDraft }: FieldsProps) {
  const { t } = useSpeech()
  return (
    <>
      <TextInput
        required
        label={t('report-flow.person')}
        value={draft.person}
        maxLength={200}
        onChange={(event) => onDraft({ ...draft, person: event.currentTarget.value })}
      />
      {isForOthers && (
        <TextInput
          required
          label={t('report-flow.basis')}
          description={t('report-flow.basis.hint')}
          value={draft.basis}
          maxLength={300}
          onChange={(event) => onDraft({ ...draft, basis: event.currentTarget.value })}
        />
      )}
      {step === 'returned' && (
        <Textarea
          required
          label={t('report-flow.reason')}
          value={draft.reason}
          maxLength={1000}
          autosize
          onChange={(event) => onDraft({ ...draft, reason: event.currentTarget.value })}
        />
      )}
      {step === 'prepared' && (
        <ReportChoice
          params={params}
          value={draft.reportId}
          onChange={(reportId) => onDraft({ ...draft, reportId })}
        />
      )}
      <PastMomentField
        label={t('report-flow.happened')}
        description={t('report-flow.happened.hint')}
        onChange={(happened) => onDraft({ ...draft, happened })}
      />
    </>
  )
}
