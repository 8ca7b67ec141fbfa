#!/usr/bin/env node
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/*
 * An older Node cannot even parse a TypeScript entry, so this file is plain JavaScript: under an old one it goes
 * on under the Node that npm has installed in this checkout.
 */
const majorMin = 24

function majorOf(version) {
  return Number(version.replace('v', '').split('.')[0])
}

function findNewerNode() {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(node)) return null
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 10000 })
  return asked.status === 0 && majorOf(asked.stdout) >= majorMin ? node : null
}

function runUnder(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, function forward() {
      child.kill(signal)
    })
  }
  child.on('error', function fail(error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', function end(code) {
    process.exitCode = code === null ? 1 : code
  })
}

if (majorOf(process.versions.node) >= majorMin) {
  await import('./main.ts')
} else {
  const node = findNewerNode()
  if (node) {
    runUnder(node)
  } else {
    process.stderr.write(
      `Cần Node ${majorMin} trở lên; máy đang dùng Node ${process.versions.node}. ` +
        `/ Node ${majorMin} or newer is needed; this is Node ${process.versions.node}. npm ci\n`,
    )
    process.exitCode = 1
  }
}
