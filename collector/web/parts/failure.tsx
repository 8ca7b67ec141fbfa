import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import { NetworkFailure, UnexpectedAnswer } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Notice } from './notice.tsx'

/** What went wrong, in the language of the screen. */
export function useFailureText(): (error: unknown) => string {
  const { t, say } = useSpeech()
  return (error) => {
    if (error instanceof Refusal) return say(`refusal.${error.code}`, error.params)
    if (error instanceof NetworkFailure) return t('failure.network')
    if (error instanceof UnexpectedAnswer) {
      const { status, requestId } = error
      return requestId === null ? t('failure.answer', { status }) : t('failure.bug', { requestId })
    }
    return t('failure.screen')
  }
}

/** Stands where data should be, with the way to try again. */
export function LoadFailure(props: {
  error: unknown
  onRetry?: () => void
  /** 1 where it is the whole screen. */
  level?: 1 | 2
}) {
  const { error, onRetry, level = 2 } = props
  const { t } = useSpeech()
  const textOf = useFailureText()
  return (
    <div role="alert">
      <Notice
        icon={error instanceof NetworkFailure ? IconPlugConnectedX : IconAlertTriangle}
        tone="bad"
        level={level}
        title={t('failure.title')}
        action={
          onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('failure.retry')}
            </Button>
          )
        }
      >
        {textOf(error)}
      </Notice>
    </div>
  )
}

/** A screen that could not be loaded or drawn; a reload fetches the newest pages. */
export function ScreenFailure() {
  const { t } = useSpeech()
  return (
    <div role="alert">
      <Notice
        icon={IconPlugConnectedX}
        tone="bad"
        level={1}
        title={t('failure.title')}
        action={
          <Button size="xs" variant="default" onClick={() => location.reload()}>
            {t('hosts.reload')}
          </Button>
        }
      >
        {t('failure.page')}
      </Notice>
    </div>
  )
}

/** Keeps a mistake in one card from blanking the page; trying again asks anew for what the card was drawn from. */
export function CardBoundary({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  return <Boundary onRetry={() => client.removeQueries({ type: 'inactive' })}>{children}</Boundary>
}

type BoundaryProps = { children: ReactNode; onRetry: () => void }

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    const retry = () => {
      this.props.onRetry()
      this.setState({ error: null })
    }
    return <LoadFailure error={this.state.error} onRetry={retry} />
  }
}
