import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handCheckShape, mondayShape, obligationsShape, occurrenceShape } from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { rootRoute } from './root.ts'

const obligationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/obligations',
  validateSearch: (raw: Record<string, unknown>) => readKnown(obligationsShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/obligations/obligations.tsx'),
    'Obligations',
  ),
})

const occurrenceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/obligations/$id/$period',
  validateSearch: (raw: Record<string, unknown>) => readKnown(occurrenceShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/obligations/occurrence.tsx'),
    'Occurrence',
  ),
})

const handChecksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hand-checks',
  component: lazyRouteComponent(
    () => import('../screens/hand-check/hand-checks.tsx'),
    'HandChecks',
  ),
})

const handCheckRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hand-checks/$id',
  validateSearch: (raw: Record<string, unknown>) => readKnown(handCheckShape, raw),
  component: lazyRouteComponent(() => import('../screens/hand-check/hand-check.tsx'), 'HandCheck'),
})

const handCheckSheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hand-checks/$id/sheet',
  component: lazyRouteComponent(() => import('../screens/hand-check/sheet.tsx'), 'HandCheckSheet'),
})

const mondayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monday',
  validateSearch: (raw: Record<string, unknown>) => readKnown(mondayShape, raw),
  component: lazyRouteComponent(() => import('../screens/monday/monday-head.tsx'), 'MondayHead'),
})

const mondayAgencyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monday/$agency',
  validateSearch: (raw: Record<string, unknown>) => readKnown(mondayShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/monday/monday-agency.tsx'),
    'MondayAgency',
  ),
})

/** What is due, and what is checked by hand. */
export const dutiesRoutes = [
  obligationsRoute,
  occurrenceRoute,
  handChecksRoute,
  handCheckRoute,
  handCheckSheetRoute,
  mondayRoute,
  mondayAgencyRoute,
] as const
