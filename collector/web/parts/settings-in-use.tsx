import { Link } from '@tanstack/react-router'
import type { SettingInUse } from '#protocol/judging-views.ts'
import { useSpeech } from '../language.tsx'
import { useSettingWords } from './setting-words.ts'
import styles from './settings-in-use.module.css'

/** The settings on which a figure depends, each with its value, who decided it and when, and the way to decide it. */
export function SettingsInUse({ settings }: { settings: readonly SettingInUse[] }) {
  const { t } = useSpeech()
  const { nameOf, valueOf, whoOf } = useSettingWords()
  if (settings.length === 0) return null
  return (
    <ul className={styles['list']} aria-label={t('settings.in-use')}>
      {settings.map((setting) => {
        const who = whoOf(setting)
        return (
          <li key={setting.key}>
            <Link to="/settings" hash={setting.key}>
              {nameOf(setting.key)}
            </Link>
            {': '}
            <strong data-undecided={setting.value === null}>{valueOf(setting.value)}</strong>
            {who && ` (${who})`}
          </li>
        )
      })}
    </ul>
  )
}
