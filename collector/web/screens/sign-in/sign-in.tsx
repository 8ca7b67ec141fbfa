import { Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '#protocol/views.ts'
import { sessionKey } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Shield } from '../../shell/brand.tsx'
import { LanguageSwitch, SchemeSwitch } from '../../shell/switches.tsx'
import { SignInSteps } from './sign-in-steps.tsx'
import styles from './sign-in.module.css'

/** The whole screen before anybody is signed in. The page that was asked for shows afterwards. */
export function SignIn() {
  const { t } = useSpeech()
  const queryClient = useQueryClient()
  const enter = (session: SessionView) => queryClient.setQueryData(sessionKey, session)
  return (
    <main className={styles['page']}>
      <div className={styles['switches']}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
      <div className={styles['card']}>
        <Shield size={44} />
        <div>
          <Title order={1} size="h3">
            {t('sign-in.title')}
          </Title>
          <p className={styles['what']}>{t('sign-in.what')}</p>
        </div>
        <SignInSteps name={null} onDone={enter} />
      </div>
    </main>
  )
}
