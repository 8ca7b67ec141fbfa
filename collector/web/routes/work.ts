import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { remedyShape, todoShape, workSheetShape } from '../addresses.ts'
import { readKnown } from '../known-search.ts'
import { rootRoute } from './root.ts'

const todoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo',
  validateSearch: (raw: Record<string, unknown>) => readKnown(todoShape, raw),
  component: lazyRouteComponent(() => import('../screens/work/todo.tsx'), 'Todo'),
})

const sheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo/sheet',
  validateSearch: (raw: Record<string, unknown>) => readKnown(workSheetShape, raw),
  component: lazyRouteComponent(() => import('../screens/work/sheet.tsx'), 'WorkSheet'),
})

const remedyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/todo/$remedy',
  validateSearch: (raw: Record<string, unknown>) => readKnown(remedyShape, raw),
  component: lazyRouteComponent(() => import('../screens/work/remedy.tsx'), 'Remedy'),
})

/** What is to be done. */
export const workRoutes = [todoRoute, sheetRoute, remedyRoute] as const
