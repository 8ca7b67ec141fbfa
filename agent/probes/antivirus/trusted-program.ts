import { unknown, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'

const linksMax = 4
const hourMs = 3_600_000
const writableByOthers = 0o022

/**
 * Runs a product's own program and gives its output. It runs only where it, its folders and every
 * link on the way belong to root and nobody else may write them: this agent runs as root, and so
 * would whatever was put there. At most hourly: some of these programs cost a second.
 */
export async function ask(
  system: System,
  program: string,
  args: readonly string[],
): Promise<{ stdout: string } | Unknown> {
  const refusal = await whyNotTrusted(system, program)
  if (refusal) return refusal
  const run = await system.run(program, args, { atMostEveryMs: hourMs })
  if (!run.ok) return unknownFrom(run, nameOf(program))
  if (run.value.exitCode === 0) return { stdout: run.value.stdout }
  return unknown('tool-failed', `${nameOf(program)} ended with ${run.value.exitCode}`)
}

async function whyNotTrusted(system: System, program: string): Promise<Unknown | null> {
  let path = program
  for (let links = 0; links <= linksMax; links += 1) {
    for (const each of withParents(path)) {
      const status = await system.fileStatus(each)
      if (!status.ok) return unknownFrom(status, nameOf(program))
      if (status.value === null) return unknown('tool-missing', nameOf(program))
      // A link has no rights of its own; who may replace it is said by its folder.
      const isLoose = status.value.kind !== 'link' && (status.value.mode & writableByOthers) !== 0
      if (status.value.uid !== 0 || isLoose) {
        return unknown('not-permitted', `${nameOf(program)} can be changed by others than root`)
      }
    }
    const link = await system.readLink(path)
    if (!link.ok) return null
    path = resolved(path, link.value)
  }
  return unknown('not-permitted', `${nameOf(program)} is behind too many links`)
}

/** The path and every folder above it, the root included. */
function withParents(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)]
}

function resolved(path: string, link: string): string {
  const joined = link.startsWith('/') ? link : `${path.slice(0, path.lastIndexOf('/'))}/${link}`
  const parts: string[] = []
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

function nameOf(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1)
}
