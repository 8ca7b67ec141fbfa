import { readMeta } from '#store/meta.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { openApiDocument } from './openapi.ts'

/** What a monitor and a programmer ask. */
export function healthHandlers({
  store,
  version,
  startedMs,
}: ApiDeps): Pick<Handlers, 'health' | 'openapi'> {
  // Made when somebody first asks: the examples in it take a moment.
  let document: Record<string, unknown> | null = null
  return {
    async health() {
      // A database that does not answer throws here.
      await readMeta(store.reader, 'database-id')
      return { status: 'ok', version, startedMs }
    },

    openapi: () => Promise.resolve((document ??= openApiDocument(version))),
  }
}
