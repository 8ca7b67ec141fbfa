import type { WelcomeFrame } from '#protocol/frames.ts'
import { openConnection } from '../connection.ts'
import type { Proxy } from '../proxy.ts'
import type { SessionParts } from '../session.ts'
import type { Target } from '../trust.ts'

/**
 * Connects once, is welcomed, and takes its leave.
 * @throws Refusal what stood in the way
 */
export async function knock(
  { target, proxy }: { readonly target: Target; readonly proxy: Proxy | null },
  parts: SessionParts,
  goodbye: 'stopping' | 'uninstalling',
): Promise<WelcomeFrame> {
  const ignored = () => undefined
  const connection = await openConnection({
    target,
    proxy,
    parts,
    signal: new AbortController().signal,
    events: {
      sent: ignored,
      welcomed: ignored,
      acknowledged: ignored,
      refused: ignored,
      asked: ignored,
      catalogue: ignored,
      release: ignored,
      deviceChecks: ignored,
      slowedDown: ignored,
    },
  })
  connection.leave(goodbye)
  await connection.ended
  return connection.welcome
}
