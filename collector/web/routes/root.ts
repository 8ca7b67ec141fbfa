import { createRootRoute, retainSearchParams } from '@tanstack/react-router'
import { NotFound } from '../parts/not-found.tsx'
import { Root } from '../shell/root.tsx'
import { keptInAddress, readShell } from '../shell/shell-search.ts'

/** What stands around every screen. */
export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: readShell,
  search: { middlewares: [retainSearchParams([...keptInAddress])] },
})
