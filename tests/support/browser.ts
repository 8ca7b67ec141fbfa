import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { administratorPassword } from './processes.ts'

const executablePath = '/usr/bin/chromium'

/**
 * Debian's Chromium, headless. The flags keep it from looking for hosts of its maker, and it takes any certificate: where
 * it is told so for a page alone, each new connection begins its request anew, and it gives one up that began too often.
 */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error('browser journeys need the Debian package chromium: apt-get install chromium')
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--ignore-certificate-errors',
    ],
  })
}

/** Signs in as the administrator through the screen, as a person does. */
export async function signIn(page: Page, port: number): Promise<void> {
  await page.goto(`https://localhost:${port}/`)
  await page.locator('input[name=name]').fill('admin')
  await page.locator('input[name=password]').fill(administratorPassword)
  await page.locator('button[type=submit]').click()
}
