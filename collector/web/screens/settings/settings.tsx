import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JudgeSettingKey } from '#protocol/judge-settings.ts'
import { useApi } from '../../client.ts'
import { settingsQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { sessionQuery } from '../../queries.ts'
import { DecideSetting } from './decide-setting.tsx'
import { SettingRow } from './setting-row.tsx'
import styles from './settings.module.css'

/** What the texts of the plan leave open: everybody reads it, administrators decide it. */
export function Settings() {
  const { t } = useSpeech()
  const api = useApi()
  const settings = useQuery(settingsQuery(api))
  const session = useQuery(sessionQuery(api))
  const may = useMay()
  const [deciding, setDeciding] = useState<JudgeSettingKey | null>(null)
  useTitle(t('nav.settings'))
  const user = session.data?.user ?? null
  const mayDecide = may('decideJudgeSetting')
  const chosen = settings.data?.settings.find(({ key }) => key === deciding)
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.settings')}</Title>
        <p>
          {t('settings.intro')} {!mayDecide && t('settings.only-administrators')}
        </p>
      </header>
      {settings.data ? (
        <section className={styles['card']} aria-label={t('nav.settings')}>
          <CardBoundary>
            {settings.data.settings.map((setting) => (
              <SettingRow
                key={setting.key}
                setting={setting}
                onDecide={mayDecide ? () => setDeciding(setting.key) : null}
              />
            ))}
          </CardBoundary>
        </section>
      ) : settings.isError ? (
        <LoadFailure error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
      {chosen && user && (
        <DecideSetting setting={chosen} userName={user.name} onClose={() => setDeciding(null)} />
      )}
    </div>
  )
}
