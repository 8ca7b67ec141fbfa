import { createRootRoute, retainSearchParams } from '@tanstack/react-router'
import { NotFound } from '../parts/not-found.tsx'
import { readAsOf } from '../search.ts'
import { Root } from '../shell/root.tsx'

/** What stands around every screen. */
export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: readAsOf,
  // A past date goes along to every screen until the reader leaves it.
  search: { middlewares: [retainSearchParams(['asOf'])] },
})
