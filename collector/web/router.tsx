import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { NotFound } from './parts/not-found.tsx'
import { ScreenFailure } from './parts/failure.tsx'
import { ScreenSkeleton } from './parts/skeletons.tsx'
import {
  parseSearch,
  readAsOf,
  readCatalogues,
  readHosts,
  readOverview,
  writeSearch,
} from './search.ts'
import { Root } from './shell/root.tsx'

const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: readAsOf,
  // A past date goes along to every screen until the reader leaves it.
  search: { middlewares: [retainSearchParams(['asOf'])] },
})

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readOverview,
  component: lazyRouteComponent(() => import('./screens/overview/overview.tsx'), 'Overview'),
})

const hostsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts',
  validateSearch: readHosts,
  component: lazyRouteComponent(() => import('./screens/hosts/hosts.tsx'), 'Hosts'),
})

const hostRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts/$id',
  component: lazyRouteComponent(() => import('./screens/host/host.tsx'), 'Host'),
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings.tsx'), 'Settings'),
})

const cataloguesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogues',
  validateSearch: readCatalogues,
  component: lazyRouteComponent(() => import('./screens/catalogues/catalogues.tsx'), 'Catalogues'),
})

const agentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/agents',
  component: lazyRouteComponent(() => import('./screens/agents/agents.tsx'), 'Agents'),
})

/** The addresses of the console. */
export function makeRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([
      overviewRoute,
      hostsRoute,
      hostRoute,
      settingsRoute,
      cataloguesRoute,
      agentsRoute,
    ]),
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
