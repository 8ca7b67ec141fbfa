import { NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { judgeSettingValues, type JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { JudgeSettingValue, JudgeSettingView } from '#protocol/judging-views.ts'
import { useApi } from '../../client.ts'
import { refreshJudging, settingsQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useSettingWords } from '../../parts/setting-words.ts'
import { useChange } from '../../parts/use-change.ts'
import styles from './settings.module.css'

/** Decides one setting: shows what the value would mean before anything is written down. */
export function DecideSetting(props: {
  setting: JudgeSettingView
  userName: string
  onClose: () => void
}) {
  const { t } = useSpeech()
  const { nameOf, valueOf } = useSettingWords()
  const { key } = props.setting
  const [value, setValue] = useState<JudgeSettingValue>(props.setting.value)
  const [note, setNote] = useState('')
  const { newer, write, isConflict, failure } = useDecision(props)
  const stands = (newer ?? props.setting).value
  const isAllowed = judgeSettingValues.shape[key].safeParse(value).success
  return (
    <Confirm
      title={t('settings.decide.title', { name: nameOf(key) })}
      action={t(isConflict ? 'work.form.save-over' : 'settings.decide')}
      isBusy={write.isPending}
      isReady={isAllowed && value !== stands}
      error={failure}
      onConfirm={() => write.mutate({ value, note })}
      onClose={props.onClose}
    >
      <ValueInput settingKey={key} value={value} onChange={setValue} />
      <Text size="sm" className={styles['effect'] ?? ''}>
        {isAllowed && <Effect settingKey={key} value={value} />} {t('settings.decide.rejudged')}
      </Text>
      <TextInput
        label={t('settings.decide.note')}
        placeholder={t('settings.decide.note.example')}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        {t('settings.decide.signed', { name: props.userName })}
      </Text>
      <ChangedMeanwhile
        error={write.error}
        compared={newer && [{ part: nameOf(key), mine: valueOf(value), theirs: valueOf(stands) }]}
        onTakeTheirs={() => {
          setValue(stands)
          write.reset()
        }}
      />
    </Confirm>
  )
}

function useDecision({ setting, onClose }: { setting: JudgeSettingView; onClose: () => void }) {
  const api = useApi()
  const client = useQueryClient()
  const { key } = setting
  return useChange({
    seen: setting,
    send: (decided: { value: JudgeSettingValue; note: string }, { revision: expectedRevision }) =>
      api.call('decideJudgeSetting', { params: { key }, body: { ...decided, expectedRevision } }),
    read: async () => {
      const { settings } = await client.fetchQuery({ ...settingsQuery(api), staleTime: 0 })
      return settings.find((one) => one.key === key)
    },
    onDone: async () => {
      await refreshJudging(client)
      onClose()
    },
  })
}

type Input = {
  settingKey: JudgeSettingKey
  value: JudgeSettingValue
  onChange: (value: JudgeSettingValue) => void
}

const choices = { yes: true, no: false, undecided: null } as const
type Choice = keyof typeof choices

function ValueInput({ settingKey, value, onChange }: Input) {
  const { t, number } = useSpeech()
  const schema = judgeSettingValues.shape[settingKey]
  if (typeof value === 'number' || !schema.safeParse(true).success) {
    const max = largest(settingKey)
    return (
      <NumberInput
        label={t('settings.decide.value')}
        suffix={` ${t(`judgeSetting.${settingKey}.unit`)}`}
        min={1}
        max={max}
        allowDecimal={false}
        value={typeof value === 'number' ? value : ''}
        error={
          schema.safeParse(value).success ? null : t('settings.out-of-range', { max: number(max) })
        }
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        data-autofocus
      />
    )
  }
  const offered = (Object.keys(choices) as Choice[]).filter(
    (choice) => schema.safeParse(choices[choice]).success,
  )
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('settings.decide.value')}
      value={value === null ? 'undecided' : value ? 'yes' : 'no'}
      data={offered.map((choice) => ({ value: choice, label: t(`settings.${choice}`) }))}
      onChange={(choice) => onChange(choices[choice as Choice])}
    />
  )
}

/** The largest number of days that a setting may have; the schema is the one place that knows. */
function largest(key: JudgeSettingKey): number {
  const schema = judgeSettingValues.shape[key]
  return 'maxValue' in schema && typeof schema.maxValue === 'number' ? schema.maxValue : 90
}

function Effect({ settingKey, value }: Omit<Input, 'onChange'>) {
  const { t, number } = useSpeech()
  if (value === null) return t('decide.undecided')
  const count = typeof value === 'number' ? number(value) : ''
  const choice = value === true ? 'yes' : 'no'
  switch (settingKey) {
    case 'doesBuiltInCountAsLicensed':
    case 'doesFreeCountAsLicensed':
    case 'doesExpiredCountAsLicensed':
      return t(`decide.${settingKey}.${choice}`)
    case 'signatureAgeDaysMax':
    case 'listsAgeDaysMax':
    case 'patchGraceDays':
    case 'silentAfterDays':
      return t(`decide.${settingKey}.effect`, { count })
  }
}
