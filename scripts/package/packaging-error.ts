/** What keeps packages from being built, in words for who builds them; anything else that is thrown is a bug. */
export class PackagingError extends Error {
  override readonly name = 'PackagingError'
}
