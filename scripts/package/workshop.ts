import { join, resolve } from 'node:path'
import { checkout, runTool, seconds } from '../tool.ts'
import { PackagingError } from './packaging-error.ts'
import type { Release } from './release.ts'
import type { Signer } from './signature.ts'

/** Where packages are made, and what every step of it is given. */
export type Workshop = {
  readonly release: Release
  /** The finished packages. */
  readonly out: string
  /** What lies in between; made anew by each build. */
  readonly work: string
  /** What came over the network, checked again at each use. */
  readonly cache: string
  /** Null: nothing is signed, and the output says so. */
  readonly signer: Signer | null
  readonly say: (line: string) => void
}

export function openWorkshop(
  out: string,
  { release, signer, say }: Pick<Workshop, 'release' | 'signer' | 'say'>,
): Workshop {
  const folder = resolve(checkout, out)
  return {
    release,
    signer,
    say,
    out: folder,
    work: join(folder, 'work'),
    cache: join(folder, 'cache'),
  }
}

/** Does one step and says how long it took. */
export async function step<T>(workshop: Workshop, name: string, act: () => Promise<T>): Promise<T> {
  const startedMs = performance.now()
  const made = await act()
  workshop.say(`${name.padEnd(52)} ${seconds(performance.now() - startedMs)}`)
  return made
}

/** Runs a program that has to succeed. @throws PackagingError with the end of what it printed */
export async function must(
  command: readonly [program: string, ...args: string[]],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  const { exitCode, output } = await runTool(command, options)
  if (exitCode === 0) return output
  throw new PackagingError(`${command[0]} failed (${exitCode}): ${output.trim().slice(-1500)}`)
}
