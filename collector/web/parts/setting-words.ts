import type { JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { JudgeSettingValue, SettingInUse } from '#protocol/judging-views.ts'
import { dayText } from '../dates.ts'
import { useSpeech } from '../language.tsx'

/** A setting as words: its value, and who decided it when. */
export function useSettingWords() {
  const { t, counted } = useSpeech()
  const nameOf = (key: JudgeSettingKey) => t(`judgeSetting.${key}.name`)
  const valueOf = (value: JudgeSettingValue) => {
    if (value === null) return t('settings.undecided')
    if (typeof value === 'number') return counted('settings.days', value)
    return t(value ? 'settings.yes' : 'settings.no')
  }
  /** Empty where nobody has decided and there is nothing to say of it. */
  const whoOf = ({ author, decidedOn, value }: SettingInUse) => {
    if (author !== null && decidedOn !== null) {
      return t('settings.by', { author, day: dayText(decidedOn) })
    }
    return value === null ? '' : t('settings.default')
  }
  return { nameOf, valueOf, whoOf }
}
