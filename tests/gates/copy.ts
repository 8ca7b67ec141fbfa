import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { expect } from 'vitest'
import { checkout } from '#scripts/tool.ts'
import type { Plant } from './plants.ts'

const leftOut = ['node_modules', '.git', 'dist', 'data']

/** A copy of the checkout into which violations are put; the tools come from the checkout. */
export type Copy = {
  readonly folder: string
  write(path: string, text: string): void
  plant(plants: readonly Plant[]): void
  /** Replaces one text, which has to be there. */
  edit(edit: { path: string; from: string; to: string }): void
  remove(): void
}

export function copyCheckout(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'khien-planted-'))
  cpSync(checkout, folder, {
    recursive: true,
    filter: (source) => {
      const name = basename(source)
      return !leftOut.includes(name) || relative(checkout, source).startsWith('tests')
    },
  })
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  return {
    folder,
    write,
    plant: (plants) => plants.forEach((plant) => write(placeOf(plant), textOf(plant.plant))),
    edit({ path, from, to }) {
      const text = readFileSync(join(folder, path), 'utf8')
      expect(text, path).toContain(from)
      write(path, text.replace(from, to))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Where a plant is put. */
export function placeOf({ plant, into }: Plant): string {
  return `${into}/${plant}.ts`
}

export function textOf(plant: string): string {
  return readFileSync(join(checkout, 'tests', 'planted', `${plant}.ts`), 'utf8')
}
