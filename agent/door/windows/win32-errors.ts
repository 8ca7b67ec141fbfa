import type { Because } from '#protocol/values.ts'

/**
 * Numbers of winerror.h that the door tells apart.
 * Source: https://learn.microsoft.com/windows/win32/debug/system-error-codes
 */
export const win32 = {
  success: 0,
  fileNotFound: 2,
  pathNotFound: 3,
  accessDenied: 5,
  noMoreFiles: 18,
  notSupported: 50,
  callNotImplemented: 120,
  insufficientBuffer: 122,
  invalidLevel: 124,
  noData: 232,
  moreData: 234,
  noMoreItems: 259,
} as const

export type Win32Failure = { ok: false; because: Because; detail: string }

/** Says an error of Windows as an answer. The detail is its number and nothing else. */
export function win32Failure(code: number): Win32Failure {
  return { ok: false, because: becauseOf(code), detail: String(code) }
}

function becauseOf(code: number): Because {
  switch (code) {
    case win32.accessDenied:
      return 'not-permitted'
    case win32.notSupported:
    case win32.callNotImplemented:
    case win32.invalidLevel:
      return 'not-supported'
    default:
      return 'not-readable'
  }
}

/** Says that there was more than the door takes. */
export function tooMany(found: number, max: number): Win32Failure {
  return { ok: false, because: 'too-large', detail: `${found} exceeds ${max}` }
}
