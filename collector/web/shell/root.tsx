import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { LiveChannel } from '../live-channel.tsx'
import { LoadFailure } from '../parts/failure.tsx'
import { ScreenSkeleton } from '../parts/skeletons.tsx'
import { sessionQuery } from '../queries.ts'
import { SignIn } from '../screens/sign-in/sign-in.tsx'
import { Frame } from './frame.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/**
 * Decides between signing in and the screens. The address stays through a sign-in; where a session ends under a
 * screen, the screen stays too.
 */
export function Root() {
  const session = useQuery(sessionQuery(useApi()))
  if (session.data?.user) {
    const { user } = session.data
    return (
      // Somebody else begins anew: nothing that the one before has typed or opened stays.
      <LiveChannel key={user.name}>
        <Frame user={user}>
          <Outlet />
        </Frame>
        <SignInAgain name={user.name} />
      </LiveChannel>
    )
  }
  if (session.data) return <SignIn />
  if (session.isError) {
    return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />
  }
  return <ScreenSkeleton />
}
