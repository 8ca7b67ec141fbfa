import { createRootRouteWithContext, retainSearchParams } from '@tanstack/react-router'
import { NotFound } from '../parts/not-found.tsx'
import { Root } from '../shell/root.tsx'
import { keptInAddress, readShell } from '../shell/shell-search.ts'
import type { SpokenTexts } from '../spoken-texts.ts'

/** What stands around every screen. Every screen but the first waits for its texts. */
export const rootRoute = createRootRouteWithContext<{ spokenTexts: SpokenTexts }>()({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: readShell,
  beforeLoad: async ({ context: { spokenTexts }, location: { pathname } }) => {
    if (pathname !== '/') await spokenTexts.loadAll()
  },
  search: { middlewares: [retainSearchParams([...keptInAddress])] },
})
