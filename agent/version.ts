import manifest from '../package.json' with { type: 'json' }

export const agentVersion: string = manifest.version

/** Put in by the build of a package; a checkout has none. */
declare const KHIEN_COMPILED_RELEASE_KEYS: readonly string[] | undefined

/** Raw Ed25519 public keys, base64url, whose releases this build believes. Their private halves lie offline. */
export const compiledReleaseKeys: readonly string[] =
  typeof KHIEN_COMPILED_RELEASE_KEYS === 'undefined' ? [] : KHIEN_COMPILED_RELEASE_KEYS
