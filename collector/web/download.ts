import { Refusal } from '#protocol/refusals.ts'
import { NetworkFailure, UnexpectedAnswer } from './api.ts'
import { refusalOf } from './refused.ts'

/**
 * Fetches a file and hands it to the browser. A link would show a refusal as a page of JSON; so it is thrown and said
 * on the screen. @throws Refusal, NetworkFailure, UnexpectedAnswer
 */
export async function download(address: string, fallbackName: string): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch((error: unknown) => {
    throw new NetworkFailure(error)
  })
  if (!response.ok) throw await failureOf(response)
  const href = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = href
  link.download = nameIn(response.headers.get('content-disposition')) ?? fallbackName
  link.click()
  // The browser has taken the bytes when the next task runs.
  setTimeout(() => URL.revokeObjectURL(href), 0)
}

const nameIn = (disposition: string | null) => /filename="([^"]+)"/.exec(disposition ?? '')?.[1]

async function failureOf(response: Response): Promise<Error> {
  const text = await response.text()
  const refusal = refusalOf(text.startsWith('{') ? JSON.parse(text) : null)
  if (!refusal || refusal.code === 'BUG') return new UnexpectedAnswer(response.status, null)
  return new Refusal(refusal.code, refusal.params)
}
