import type { System } from '../../system.ts'

/** Changes whenever one of the files does: what was computed from them then holds no longer. */
export async function stampOf(system: System, paths: readonly string[]): Promise<string> {
  const parts: string[] = []
  for (const path of paths) {
    const status = await system.fileStatus(path)
    if (!status.ok || status.value === null) continue
    parts.push(`${path} ${status.value.changedMs} ${status.value.sizeBytes}`)
  }
  return parts.join('\n')
}
