import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { SessionView } from '#protocol/views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { useSpeech } from '../../language.tsx'
import { CodeStep } from './code-step.tsx'
import { NewPasswordStep } from './new-password-step.tsx'
import { PasswordStep } from './password-step.tsx'

/** Drawing the picture is work that few sign-ins need. */
const SetupStep = lazy(() =>
  import('./setup-step.tsx').then((module) => ({ default: module.SetupStep })),
)

type Step = NonNullable<SessionView['needs']> | 'password'

/** What every step is given: what comes of it, and what it does when it came too late. */
export type StepProps = {
  onAnswer(session: SessionView): void
  onError(error: Error): void
}

/**
 * Signing in, one step after the other as the collector asks for them. `name` is fixed where somebody comes back to
 * their own screen; null: anybody may sign in.
 */
export function SignInSteps(props: {
  name: string | null
  onDone: (session: SessionView) => void
}) {
  const { t } = useSpeech()
  const [step, setStep] = useState<Step>('password')
  const [lateness, setLateness] = useState<Error | null>(null)
  const given: StepProps = {
    onAnswer: (session) => {
      setLateness(null)
      if (session.needs) setStep(session.needs)
      else if (session.user) props.onDone(session)
    },
    onError: (error) => {
      if (!(error instanceof Refusal) || error.code !== 'SIGN_IN_STEP_OVER') return
      setLateness(error)
      setStep('password')
    },
  }
  return (
    <>
      {step === 'password' && <PasswordStep {...given} name={props.name} lateness={lateness} />}
      {step === 'totp' && <CodeStep {...given} />}
      {step === 'new-password' && <NewPasswordStep {...given} />}
      {step === 'totp-setup' && (
        <Suspense>
          <SetupStep {...given} />
        </Suspense>
      )}
      {step !== 'password' && (
        <Button variant="subtle" size="compact-sm" onClick={() => setStep('password')}>
          {t('sign-in.again')}
        </Button>
      )}
    </>
  )
}
