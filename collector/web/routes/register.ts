import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import {
  checkResultsShape,
  deviceChecksShape,
  devicesShape,
  entriesShape,
  importShape,
  importsShape,
  machinesShape,
  matchesShape,
  neighboursShape,
  organisationShape,
  organisationsShape,
  registerShape,
} from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { rootRoute } from './root.ts'

const organisationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organisations',
  validateSearch: (raw: Record<string, unknown>) => readKnown(organisationsShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/organisations/organisations.tsx'),
    'Organisations',
  ),
})

const rolesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organisations/roles',
  component: lazyRouteComponent(() => import('../screens/organisations/roles.tsx'), 'Roles'),
})

const organisationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organisations/$id',
  validateSearch: (raw: Record<string, unknown>) => readKnown(organisationShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/organisations/organisation.tsx'),
    'Organisation',
  ),
})

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  validateSearch: (raw: Record<string, unknown>) => readKnown(registerShape, raw),
  component: lazyRouteComponent(() => import('../screens/register/summary.tsx'), 'RegisterSummary'),
})

const entriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/entries',
  validateSearch: (raw: Record<string, unknown>) => readKnown(entriesShape, raw),
  component: lazyRouteComponent(() => import('../screens/register/entries.tsx'), 'RegisterEntries'),
})

const devicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/devices',
  validateSearch: (raw: Record<string, unknown>) => readKnown(devicesShape, raw),
  component: lazyRouteComponent(() => import('../screens/devices/devices.tsx'), 'Devices'),
})

const deviceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/devices/$id',
  component: lazyRouteComponent(() => import('../screens/devices/device.tsx'), 'DeviceScreen'),
})

const deviceChecksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/device-checks',
  validateSearch: (raw: Record<string, unknown>) => readKnown(deviceChecksShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/device-checks/device-checks.tsx'),
    'DeviceChecks',
  ),
})

const checkResultsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/device-checks/results',
  validateSearch: (raw: Record<string, unknown>) => readKnown(checkResultsShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/device-checks/check-results.tsx'),
    'CheckResults',
  ),
})

const draftCheckRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/device-checks/draft',
  component: lazyRouteComponent(
    () => import('../screens/device-checks/draft-check.tsx'),
    'DraftCheck',
  ),
})

const deviceCheckRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/device-checks/$id',
  component: lazyRouteComponent(
    () => import('../screens/device-checks/device-check.tsx'),
    'DeviceCheck',
  ),
})

const machinesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/machines',
  validateSearch: (raw: Record<string, unknown>) => readKnown(machinesShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/register/machines.tsx'),
    'RegisterMachines',
  ),
})

const neighboursRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/neighbours',
  validateSearch: (raw: Record<string, unknown>) => readKnown(neighboursShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/register/neighbours.tsx'),
    'RegisterNeighbours',
  ),
})

const matchesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/matches',
  validateSearch: (raw: Record<string, unknown>) => readKnown(matchesShape, raw),
  component: lazyRouteComponent(() => import('../screens/register/matches.tsx'), 'RegisterMatches'),
})

const importsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/imports',
  validateSearch: (raw: Record<string, unknown>) => readKnown(importsShape, raw),
  component: lazyRouteComponent(() => import('../screens/register/import-list.tsx'), 'ImportList'),
})

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register/imports/$id',
  validateSearch: (raw: Record<string, unknown>) => readKnown(importShape, raw),
  component: lazyRouteComponent(() => import('../screens/register/import-one.tsx'), 'ImportOne'),
})

/** Organisations, and what they declare. */
export const registerRoutes = [
  organisationsRoute,
  rolesRoute,
  organisationRoute,
  registerRoute,
  entriesRoute,
  devicesRoute,
  deviceRoute,
  deviceChecksRoute,
  checkResultsRoute,
  draftCheckRoute,
  deviceCheckRoute,
  machinesRoute,
  neighboursRoute,
  matchesRoute,
  importsRoute,
  importRoute,
] as const
