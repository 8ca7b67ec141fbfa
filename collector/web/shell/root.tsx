import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { LiveChannel } from '../live-channel.tsx'
import { LoadFailure } from '../parts/failure.tsx'
import { ScreenSkeleton } from '../parts/skeletons.tsx'
import { sessionQuery } from '../queries.ts'
import { SignIn } from '../screens/sign-in.tsx'
import { Frame } from './frame.tsx'

/** Decides between signing in and the screens. The address stays through a sign-in. */
export function Root() {
  const session = useQuery(sessionQuery(useApi()))
  if (session.data?.user) {
    return (
      <LiveChannel>
        <Frame user={session.data.user}>
          <Outlet />
        </Frame>
      </LiveChannel>
    )
  }
  if (session.data) return <SignIn />
  if (session.isError) {
    return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />
  }
  return <ScreenSkeleton />
}
