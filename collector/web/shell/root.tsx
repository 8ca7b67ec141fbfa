import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useApi } from '../client.ts'
import { LiveChannel } from '../live-channel.tsx'
import { LoadFailure } from '../parts/failure.tsx'
import { ScreenSkeleton } from '../parts/skeletons.tsx'
import { sessionQuery } from '../queries.ts'
import { useSessionOver } from '../session-over.ts'
import { useFocusReturn } from './focus-return.ts'
import { Frame } from './frame.tsx'

const SignIn = lazy(async () => ({
  default: (await import('../screens/sign-in/sign-in.tsx')).SignIn,
}))
const SignInAgain = lazy(async () => ({
  default: (await import('./sign-in-again.tsx')).SignInAgain,
}))

/**
 * Decides between signing in and the screens. The address stays through a sign-in; where a session ends under a
 * screen, the screen stays too.
 */
export function Root() {
  const { isOver } = useSessionOver()
  useFocusReturn()
  const session = useQuery(sessionQuery(useApi()))
  if (session.data?.user) {
    const { user } = session.data
    return (
      // Somebody else begins anew: nothing that the one before has typed or opened stays.
      <LiveChannel key={user.name}>
        <Frame user={user}>
          <Outlet />
        </Frame>
        <Suspense fallback={null}>{isOver && <SignInAgain name={user.name} />}</Suspense>
      </LiveChannel>
    )
  }
  if (session.data) {
    return (
      <Suspense fallback={null}>
        <SignIn />
      </Suspense>
    )
  }
  if (session.isError) {
    return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />
  }
  return <ScreenSkeleton />
}
