import type { FastifyInstance } from 'fastify'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import type { Config } from '../config.ts'

const refusalBy: Readonly<Record<string, RefusalCode>> = {
  EADDRINUSE: 'PORT_IN_USE',
  EACCES: 'PORT_NOT_PERMITTED',
}

/**
 * Opens the port of the settings and gives the one that was opened; 0 stands for any free one.
 * @throws Refusal PORT_IN_USE, PORT_NOT_PERMITTED, SETTING_INVALID for an address that is not this machine's
 */
export async function listen(
  app: FastifyInstance,
  { listen: host, port }: Pick<Config, 'listen' | 'port'>,
): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const refusal = refusalBy[code]
    if (refusal) throw new Refusal(refusal, { port: String(port) })
    if (!['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code)) throw error
    throw new Refusal('SETTING_INVALID', { name: 'KHIEN_LISTEN', detail: `“${host}” → ${code}` })
  }
  const address = app.server.address()
  return address !== null && typeof address === 'object' ? address.port : port
}
