import { Anchor } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'

type Asked = Pick<UseQueryResult, 'isError' | 'data' | 'refetch'>

/**
 * The `error` of a field whose choices could not be loaded, with the way to try again; null while nothing is wrong: an
 * empty list would say that there is nothing to choose.
 */
export function choicesFailure(...asked: readonly Asked[]): ReactNode {
  const failed = asked.filter(({ isError, data }) => isError && data === undefined)
  if (failed.length === 0) return null
  return <ChoicesFailure onRetry={() => failed.forEach(({ refetch }) => void refetch())} />
}

function ChoicesFailure({ onRetry }: { onRetry: () => void }) {
  const { t } = useSpeech()
  return (
    <span role="alert">
      {t('failure.choices')}{' '}
      <Anchor component="button" type="button" inherit underline="always" onClick={onRetry}>
        {t('failure.retry')}
      </Anchor>
    </span>
  )
}
