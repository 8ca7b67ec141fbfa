/** Remembers what hidden names stand for, so that a path made of them leads to the real place. */
export type RealNames = {
  /** `shown` is called `real` in this folder or key; both paths end where the name begins. */
  learn(at: { readonly folder: string; readonly shown: string; readonly real: string }): void
  /** The real path of a path as it is shown. */
  resolve(path: string): string
}

/** `separator` parts a path; Windows folds case. */
export function createRealNames(separator: '/' | '\\'): RealNames {
  const fold = (path: string) => (separator === '\\' ? path.toLowerCase() : path)
  const real = new Map<string, string>()
  const resolve = (path: string): string => {
    if (real.size === 0) return path
    const known = real.get(fold(path))
    if (known !== undefined) return known
    const at = path.lastIndexOf(separator)
    return at <= 0 ? path : `${resolve(path.slice(0, at))}${path.slice(at)}`
  }
  return {
    learn: ({ folder, shown, real: name }) =>
      void real.set(fold(`${folder}${separator}${shown}`), `${resolve(folder)}${separator}${name}`),
    resolve,
  }
}
