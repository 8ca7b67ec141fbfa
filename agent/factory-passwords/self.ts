import { join } from 'node:path'
import { isSea } from 'node:sea'

/** How a process starts this agent once more: the single executable is its own program, a checkout has its entry. */
export function selfCommand(): { program: string; args: readonly string[] } {
  const program = process.execPath
  return isSea() ? { program, args: [] } : { program, args: [join(agentFolder(), 'bin.mjs')] }
}

function agentFolder(): string {
  return join(import.meta.dirname, '..')
}
