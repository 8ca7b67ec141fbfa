import type { Cpu } from './executable.ts'
import type { Entry } from './tree.ts'

/** A program with all its files, ready to be put into packages of any format. */
export type Program = {
  readonly name: 'khien-agent' | 'khien-collector'
  /** One line for lists of packages. */
  readonly summary: string
  readonly platform: 'linux' | 'windows'
  readonly cpu: Cpu
  /** What of the lockfile is in it. */
  readonly places: readonly string[]
  readonly entries: readonly Entry[]
}

export type LinuxProgram = Program & {
  readonly platform: 'linux'
  /** The folder with its unit and the scripts of its packages. */
  readonly files: string
  readonly needs: {
    readonly glibc: string
    readonly debian: readonly string[]
    readonly rpm: readonly string[]
  }
}

export type WindowsProgram = Program & {
  readonly platform: 'windows'
  /** Templates for group policy, which lie beside it and are not installed. */
  readonly policies: readonly Entry[]
}
