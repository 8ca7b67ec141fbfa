import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { installShape } from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { Overview } from '../screens/overview/overview.tsx'
import { readCatalogues, readHosts, readOverview } from '../search.ts'
import { rootRoute } from './root.ts'

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readOverview,
  component: Overview,
})

const indicatorsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/indicators',
  validateSearch: readOverview,
  component: lazyRouteComponent(() => import('../screens/indicators/indicators.tsx'), 'Indicators'),
})

const hostsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts',
  validateSearch: readHosts,
  component: lazyRouteComponent(() => import('../screens/hosts/hosts.tsx'), 'Hosts'),
})

const hostRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts/$id',
  component: lazyRouteComponent(() => import('../screens/host/host.tsx'), 'Host'),
})

const installRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/install',
  validateSearch: (raw: Record<string, unknown>) => readKnown(installShape, raw),
  component: lazyRouteComponent(() => import('../screens/install/install.tsx'), 'Install'),
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../screens/settings/settings.tsx'), 'Settings'),
})

const cataloguesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogues',
  validateSearch: readCatalogues,
  component: lazyRouteComponent(() => import('../screens/catalogues/catalogues.tsx'), 'Catalogues'),
})

const agentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/agents',
  component: lazyRouteComponent(() => import('../screens/agents/agents.tsx'), 'Agents'),
})

/** Where hosts stand, and by what they are judged. */
export const hostsRoutes = [
  overviewRoute,
  indicatorsRoute,
  hostsRoute,
  hostRoute,
  installRoute,
  settingsRoute,
  cataloguesRoute,
  agentsRoute,
] as const
