import '@mantine/core/styles.css'
import './fonts.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { ApiContext, createClient } from './client.ts'
import { LanguageProvider, loadLanguage } from './language.tsx'
import { makeRouter } from './router.tsx'
import { SessionOverContext } from './session-over.ts'
import { cssVariablesResolver, theme } from './theme.ts'

// The content security policy forbids code made from strings; zod would try that first.
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('no element #root')
const { api, queryClient, sessionOver } = createClient()
const router = makeRouter()
const spoken = await loadLanguage()

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <LanguageProvider first={spoken}>
        <QueryClientProvider client={queryClient}>
          <ApiContext value={api}>
            <SessionOverContext value={sessionOver}>
              <RouterProvider router={router} />
            </SessionOverContext>
          </ApiContext>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
)
