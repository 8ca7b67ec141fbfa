import { build, type Plugin } from 'esbuild'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { neverBuilt } from '#scripts/package/bundle.ts'
import { checkout } from '#scripts/tool.ts'

/** The files of an agent of some version: a program that a shell starts, and its script. */
export async function buildAgent(folder: string, version: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'agent.cjs')
  await build({
    absWorkingDir: checkout,
    entryPoints: ['agent/main.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    external: ['koffi', ...neverBuilt],
    logLevel: 'silent',
    plugins: [withVersion(version)],
  })
  const program = join(folder, 'khien-agent')
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} "$(dirname "$0")/agent.cjs" "$@"\n`)
  chmodSync(program, 0o755)
  return [program, script]
}

/** Has the bundler believe that the checkout is of some version. */
export function withVersion(version: string): Plugin {
  return {
    name: 'version',
    setup: (bundle) =>
      bundle.onLoad({ filter: /package\.json$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const isOurs = path === join(checkout, 'package.json')
        const contents = isOurs ? JSON.stringify({ version }) : text
        return { contents, loader: 'json' }
      }),
  }
}

/** Installs an agent as a package does: its files, and the launcher beside them. Gives the launcher. */
export function installAgent(folder: string, files: readonly string[]): string {
  mkdirSync(folder, { recursive: true })
  for (const file of files) {
    const to = join(folder, file.slice(file.lastIndexOf('/') + 1))
    copyFileSync(file, to)
    chmodSync(to, 0o755)
  }
  const launcher = join(folder, 'launch')
  copyFileSync(join(checkout, 'scripts/package/files/agent/launch.sh'), launcher)
  chmodSync(launcher, 0o755)
  return launcher
}
