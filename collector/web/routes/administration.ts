import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { auditShape, peopleShape, releaseHostsShape } from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { rootRoute } from './root.ts'

const apiTokensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/api-tokens',
  component: lazyRouteComponent(() => import('../screens/people/api-tokens.tsx'), 'ApiTokens'),
})

const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/people',
  validateSearch: (raw: Record<string, unknown>) => readKnown(peopleShape, raw),
  component: lazyRouteComponent(() => import('../screens/people/people.tsx'), 'People'),
})

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../screens/account/account.tsx'), 'Account'),
})

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/audit',
  validateSearch: (raw: Record<string, unknown>) => readKnown(auditShape, raw),
  component: lazyRouteComponent(() => import('../screens/audit/audit.tsx'), 'Audit'),
})

const retentionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/retention',
  component: lazyRouteComponent(() => import('../screens/retention/retention.tsx'), 'Retention'),
})

const staffNoticeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/retention/notice',
  component: lazyRouteComponent(() => import('../screens/retention/notice.tsx'), 'StaffNotice'),
})

const releasesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/releases',
  component: lazyRouteComponent(() => import('../screens/releases/releases.tsx'), 'Releases'),
})

const releaseHostsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/releases/$sequence',
  validateSearch: (raw: Record<string, unknown>) => readKnown(releaseHostsShape, raw),
  component: lazyRouteComponent(
    () => import('../screens/releases/release-hosts.tsx'),
    'ReleaseHosts',
  ),
})

const systemHealthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/administration/health',
  component: lazyRouteComponent(() => import('../screens/system/system.tsx'), 'SystemHealth'),
})

/** What administrators and auditors look after. */
export const administrationRoutes = [
  peopleRoute,
  accountRoute,
  apiTokensRoute,
  auditRoute,
  retentionRoute,
  staffNoticeRoute,
  releasesRoute,
  releaseHostsRoute,
  systemHealthRoute,
] as const
