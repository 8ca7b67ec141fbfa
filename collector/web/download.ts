import { Refusal } from '#protocol/refusals.ts'
import { NetworkFailure, UnexpectedAnswer } from './api.ts'
import { refusalOf } from './refused.ts'

/** What is sent along where a file is made from it. */
type Sent = { readonly body: object; readonly csrf: string }

/**
 * Fetches a file and hands it to the browser. A link would show a refusal as a page of JSON; so it is thrown and said
 * on the screen. Returns the name of the file. @throws Refusal, NetworkFailure, UnexpectedAnswer
 */
export async function download(
  address: string,
  fallbackName: string,
  sent?: Sent,
): Promise<string> {
  const asked = sent && {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-khien-csrf': sent.csrf },
    body: JSON.stringify(sent.body),
  }
  const init = { credentials: 'same-origin', ...asked } as const
  const response = await fetch(address, init).catch((error: unknown) => {
    throw new NetworkFailure(error)
  })
  if (!response.ok) throw await failureOf(response)
  const name = nameIn(response.headers.get('content-disposition')) ?? fallbackName
  handOver(await response.blob(), name)
  return name
}

/** Hands bytes that are here to the browser as a file. */
export function handOver(bytes: Blob, name: string): void {
  const href = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = href
  link.download = name
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
