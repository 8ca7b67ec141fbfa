import '@mantine/core/styles.css'
import './fonts.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiContext, createClient } from './client.ts'
import { LanguageProvider } from './language.tsx'
import { makeRouter } from './router.tsx'
import { SessionOverContext } from './session-over.ts'
import { createSpokenTexts, SpokenTextsContext } from './spoken-texts.ts'
import { cssVariablesResolver, theme } from './theme.ts'

// The content security policy forbids code made from strings; zod would try that first. It comes with the screens that
// need it and reads its configuration from here: zod/v4/core/core.js of 4.6.7.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

const root = document.getElementById('root')
if (!root) throw new Error('no element #root')
const { api, queryClient, sessionOver } = createClient()
const spokenTexts = await createSpokenTexts({ isFirstScreen: location.pathname === '/' })
const router = makeRouter(spokenTexts)

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <SpokenTextsContext value={spokenTexts}>
        <LanguageProvider>
          <QueryClientProvider client={queryClient}>
            <ApiContext value={api}>
              <SessionOverContext value={sessionOver}>
                <RouterProvider router={router} />
              </SessionOverContext>
            </ApiContext>
          </QueryClientProvider>
        </LanguageProvider>
      </SpokenTextsContext>
    </MantineProvider>
  </StrictMode>,
)
