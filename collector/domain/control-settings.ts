import { controlIds, type ControlId } from '#protocol/controls.ts'
import { judgeSettingKeys, type JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { SettingInUse } from '#protocol/judging-views.ts'
import { productSettings, type JudgeSettings } from './settings.ts'

/** The settings that may change the verdict of a control: printed wherever the number of that control stands. */
export const controlSettings: { readonly [Id in ControlId]: readonly JudgeSettingKey[] } = {
  'antivirus-running': [],
  'antivirus-current': ['signatureAgeDaysMax'],
  'antivirus-licensed': [
    'doesBuiltInCountAsLicensed',
    'doesFreeCountAsLicensed',
    'doesExpiredCountAsLicensed',
  ],
  protected: ['signatureAgeDaysMax'],
  'malware-handled': [],
  patched: ['listsAgeDaysMax', 'patchGraceDays'],
  'os-supported': [],
  'firewall-on': [],
  'no-default-credentials': [],
  'no-exposed-services': [],
  'remote-access-safe': [],
  reporting: ['silentAfterDays'],
}

/** The settings of a control as they hold; of all settings where the control is null. */
export function settingsInUse(settings: JudgeSettings, control: ControlId | null): SettingInUse[] {
  const keys = control === null ? judgeSettingKeys : controlSettings[control]
  return keys.map((key) => {
    const { value, author, decidedOn } = settings[key]
    // What nobody decided is the very object of the product's defaults.
    const isDecided = settings[key] !== productSettings[key]
    return {
      key,
      value,
      author: isDecided ? author : null,
      decidedOn: isDecided ? decidedOn : null,
    }
  })
}

/** The controls whose verdicts a setting may change. */
export function controlsUnder(key: JudgeSettingKey): ControlId[] {
  return controlIds.filter((control) => controlSettings[control].includes(key))
}
