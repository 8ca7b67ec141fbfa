import { Select, Text, TextInput } from '@mantine/core'
import type { DeviceCheckCandidates } from '#protocol/device-check-views.ts'
import { deviceCheckLimits } from '#protocol/device-checks.ts'
import { dayPlus } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import register from '../register/register.module.css'
import { isFitSubnet, usualSubnet, type CheckDraft } from './check-draft.ts'
import { hourChoices } from './hours.ts'

type Field = { draft: CheckDraft; onChange: (patch: Partial<CheckDraft>) => void }

/** Which computer asks, and in which network it stands. */
export function DraftHost({
  draft,
  hosts,
  onChange,
}: Field & { hosts: DeviceCheckCandidates['hosts'] }) {
  const { t } = useSpeech()
  if (hosts.length === 0) return <Text size="sm">{t('device-check.draft.no-hosts')}</Text>
  const choices = hosts.map(({ id, hostname, address, isConnected }) => {
    const standing = t(isConnected ? 'device-check.host.connected' : 'device-check.host.away')
    return { value: id, label: [hostname, address, standing].filter(Boolean).join(' · ') }
  })
  const choose = (hostId: string | null) => {
    const address = hosts.find(({ id }) => id === hostId)?.address ?? null
    onChange({ hostId, subnet: usualSubnet(address) })
  }
  const isWrong = draft.subnet.trim() !== '' && !isFitSubnet(draft.subnet)
  return (
    <>
      <Select
        size="sm"
        searchable
        required
        label={t('device-check.host')}
        nothingFoundMessage={t('filter.nothing')}
        data={choices}
        value={draft.hostId}
        onChange={choose}
      />
      <TextInput
        size="sm"
        required
        maxLength={20}
        label={t('device-check.subnet')}
        description={t('device-check.subnet.hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        error={isWrong ? t('device-check.subnet.wrong') : null}
        value={draft.subnet}
        onChange={({ currentTarget }) => onChange({ subnet: currentTarget.value })}
      />
    </>
  )
}

/** Under which document, until when, at which hours, how often. */
export function DraftTerms({ draft, onChange }: Field) {
  const { t, number } = useSpeech()
  const today = useToday()
  const { daysMax, attemptsADayMax } = deviceCheckLimits
  const attempts = Array.from({ length: attemptsADayMax }, (_, index) => String(index + 1))
  return (
    <div className={register['form']}>
      <DraftDocument draft={draft} onChange={onChange} />
      <div className={register['pair']}>
        <DayField
          isRequired
          isDescriptionBelow
          label={t('device-check.until')}
          description={t('device-check.until.hint', { days: number(daysMax) })}
          earliest={today}
          latest={dayPlus(today, daysMax)}
          value={draft.untilDay}
          onChange={(untilDay) => onChange({ untilDay })}
        />
        <Select
          size="sm"
          required
          allowDeselect={false}
          label={t('device-check.hours.from')}
          data={hourChoices}
          value={String(draft.from)}
          onChange={(value) => onChange({ from: Number(value) })}
        />
        <Select
          size="sm"
          required
          allowDeselect={false}
          label={t('device-check.hours.until')}
          error={draft.from >= draft.until ? t('device-check.hours.wrong') : null}
          data={hourChoices}
          value={String(draft.until)}
          onChange={(value) => onChange({ until: Number(value) })}
        />
        <Select
          size="sm"
          required
          allowDeselect={false}
          label={t('device-check.attempts')}
          data={attempts}
          value={String(draft.attemptsADay)}
          onChange={(value) => onChange({ attemptsADay: Number(value) })}
        />
      </div>
    </div>
  )
}

function DraftDocument({ draft, onChange }: Field) {
  const { t } = useSpeech()
  return (
    <div className={register['pair']}>
      <TextInput
        size="sm"
        required
        maxLength={300}
        label={t('device-check.document-number')}
        value={draft.document}
        onChange={({ currentTarget }) => onChange({ document: currentTarget.value })}
      />
      <TextInput
        size="sm"
        required
        maxLength={120}
        label={t('device-check.approved-by')}
        value={draft.approvedBy}
        onChange={({ currentTarget }) => onChange({ approvedBy: currentTarget.value })}
      />
    </div>
  )
}
