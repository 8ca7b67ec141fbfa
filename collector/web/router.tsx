import { createRouter } from '@tanstack/react-router'
import { ScreenFailure } from './parts/failure.tsx'
import { ScreenSkeleton } from './parts/skeletons.tsx'
import { administrationRoutes } from './routes/administration.ts'
import { dutiesRoutes } from './routes/duties.ts'
import { hostsRoutes } from './routes/hosts.ts'
import { numbersRoutes } from './routes/numbers.ts'
import { registerRoutes } from './routes/register.ts'
import { rootRoute } from './routes/root.ts'
import { workRoutes } from './routes/work.ts'
import { parseSearch, writeSearch } from './search.ts'
import type { SpokenTexts } from './spoken-texts.ts'

/** The addresses of the console. */
export function makeRouter(spokenTexts: SpokenTexts) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      ...hostsRoutes,
      ...registerRoutes,
      ...numbersRoutes,
      ...dutiesRoutes,
      ...workRoutes,
      ...administrationRoutes,
    ]),
    context: { spokenTexts },
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    defaultErrorComponent: ScreenFailure,
    defaultPendingComponent: ScreenSkeleton,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
