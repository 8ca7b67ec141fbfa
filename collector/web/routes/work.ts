import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { todoSearch, remedySearch, sheetSearch } from '../screens/work/work-queries.ts'
import { readKnown } from '../search.ts'
import { rootRoute } from './root.ts'

const todoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo',
  validateSearch: (raw: Record<string, unknown>) => readKnown(todoSearch, raw),
  component: lazyRouteComponent(() => import('../screens/work/todo.tsx'), 'Todo'),
})

const sheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo/sheet',
  validateSearch: (raw: Record<string, unknown>) => readKnown(sheetSearch, raw),
  component: lazyRouteComponent(() => import('../screens/work/sheet.tsx'), 'WorkSheet'),
})

const remedyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo/$remedy',
  validateSearch: (raw: Record<string, unknown>) => readKnown(remedySearch, raw),
  component: lazyRouteComponent(() => import('../screens/work/remedy.tsx'), 'Remedy'),
})

/** What is to be done. */
export const workRoutes = [todoRoute, sheetRoute, remedyRoute] as const
