import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readIndicator, readPlans, readPlanVersion } from '../search.ts'
import {
  movedShape,
  reportsShape,
  snapshotShape,
  snapshotsShape,
  trendShape,
} from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { rootRoute } from './root.ts'

const plansRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plans',
  validateSearch: readPlans,
  component: lazyRouteComponent(() => import('../screens/plans/plans.tsx'), 'Plans'),
})

const planVersionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plans/$id/versions/$version',
  validateSearch: readPlanVersion,
  component: lazyRouteComponent(() => import('../screens/plans/plan-version.tsx'), 'PlanVersion'),
})

const indicatorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plans/$id/indicator',
  validateSearch: readIndicator,
  component: lazyRouteComponent(() => import('../screens/indicator/indicator.tsx'), 'Indicator'),
})

const snapshotsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/snapshots',
  validateSearch: (raw: Record<string, unknown>) => readKnown(snapshotsShape, raw),
  component: lazyRouteComponent(() => import('../screens/snapshots/snapshots.tsx'), 'Snapshots'),
})

const snapshotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/snapshots/$id',
  validateSearch: (raw: Record<string, unknown>) => readKnown(snapshotShape, raw),
  component: lazyRouteComponent(() => import('../screens/snapshots/snapshot.tsx'), 'Snapshot'),
})

const movedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/snapshots/moved',
  validateSearch: (raw: Record<string, unknown>) => readKnown(movedShape, raw),
  component: lazyRouteComponent(() => import('../screens/snapshots/moved.tsx'), 'Moved'),
})

const trendRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trend',
  validateSearch: (raw: Record<string, unknown>) => readKnown(trendShape, raw),
  component: lazyRouteComponent(() => import('../screens/snapshots/trend.tsx'), 'Trend'),
})

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  validateSearch: (raw: Record<string, unknown>) => readKnown(reportsShape, raw),
  component: lazyRouteComponent(() => import('../screens/reports/reports.tsx'), 'Reports'),
})

const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$id',
  component: lazyRouteComponent(() => import('../screens/reports/report.tsx'), 'Report'),
})

/** Plans, frozen states and reports. */
export const numbersRoutes = [
  plansRoute,
  planVersionRoute,
  indicatorRoute,
  snapshotsRoute,
  snapshotRoute,
  movedRoute,
  trendRoute,
  reportsRoute,
  reportRoute,
] as const
