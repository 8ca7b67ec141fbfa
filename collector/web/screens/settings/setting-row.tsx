import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { JudgeSettingView } from '#protocol/judging-views.ts'
import { useSpeech } from '../../language.tsx'
import { useSettingWords } from '../../parts/setting-words.ts'
import styles from './settings.module.css'

/** One choice: what it means, how it stands, who decided it when, and what it changes. */
export function SettingRow(props: { setting: JudgeSettingView; onDecide: (() => void) | null }) {
  const { t } = useSpeech()
  const { nameOf, valueOf, whoOf } = useSettingWords()
  const { setting, onDecide } = props
  const name = nameOf(setting.key)
  return (
    <article id={setting.key} className={styles['row']} aria-labelledby={`name-${setting.key}`}>
      <div className={styles['what']}>
        <h2 id={`name-${setting.key}`}>{name}</h2>
        <p>{t(`judgeSetting.${setting.key}.meaning`)}</p>
        <p className={styles['quiet']}>
          {t('settings.controls')}{' '}
          {setting.controls.map((control, index) => (
            <span key={control}>
              {index > 0 && ', '}
              <Link to="/hosts" search={{ control }}>
                {t(`control.${control}.name`)}
              </Link>
            </span>
          ))}
        </p>
        {setting.history.length > 0 && <History setting={setting} />}
      </div>
      <div className={styles['state']}>
        <p className={styles['value']} data-undecided={setting.value === null}>
          {valueOf(setting.value)}
        </p>
        <p className={styles['quiet']}>{whoOf(setting)}</p>
        {onDecide && (
          <Button
            variant="default"
            size="xs"
            aria-label={t('settings.decide.title', { name })}
            onClick={onDecide}
          >
            {t('settings.decide')}
          </Button>
        )}
      </div>
    </article>
  )
}

function History({ setting: { history } }: { setting: JudgeSettingView }) {
  const { t, time } = useSpeech()
  const { valueOf } = useSettingWords()
  return (
    <details className={styles['history']}>
      <summary>{t('settings.history', { count: history.length })}</summary>
      <ul>
        {history.map(({ value, author, decidedMs, note }) => (
          <li key={decidedMs}>
            <strong>{valueOf(value)}</strong> · {author} · {time(decidedMs)}
            {note !== null && <span> · {t('settings.note', { note })}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
