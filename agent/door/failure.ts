import type { Because } from '#protocol/values.ts'

type Failure = { ok: false; because: Because; detail: string }

/**
 * Says a system error as an answer. The detail is the error's code alone: messages hold paths,
 * paths hold names.
 */
export function failure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { ok: false, because: 'not-readable', detail: 'missing' }
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return { ok: false, because: 'not-permitted', detail: code }
  }
  return { ok: false, because: 'not-readable', detail: code }
}
