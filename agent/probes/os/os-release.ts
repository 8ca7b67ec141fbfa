/** Keys and values of an os-release file, quotes and escapes taken off. Source: os-release(5). */
export function parseOsRelease(content: string): ReadonlyMap<string, string> {
  const pairs = content.split('\n').flatMap((line): [string, string][] => {
    const found = /^\s*([A-Z0-9_]+)=(.*?)\s*$/.exec(line)
    return found?.[1] === undefined ? [] : [[found[1], unquoted(found[2] ?? '')]]
  })
  return new Map(pairs)
}

function unquoted(value: string): string {
  const inner = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
  return inner.replaceAll(/\\(["'$`\\])/g, '$1')
}
