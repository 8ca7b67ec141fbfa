import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const majorMin = 24

/**
 * Imports a TypeScript entry under Node 24 or newer. An older Node cannot even parse it, so this file is plain
 * JavaScript: where it runs under an old one, it goes on under the Node that npm has installed.
 * @param {URL} entry
 */
export async function enter(entry) {
  if (Number(process.versions.node.split('.')[0]) >= majorMin) {
    await import(entry.href)
    return
  }
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(node)) {
    process.stderr.write(
      `Cần Node ${majorMin} trở lên; máy đang dùng Node ${process.versions.node}. Hãy chạy npm ci trước.\n` +
        `Node ${majorMin} or newer is needed; this is Node ${process.versions.node}. Run npm ci first.\n`,
    )
    process.exitCode = 1
    return
  }
  await runUnder(node)
}

/** @param {string} node */
function runUnder(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
      resolve(undefined)
    })
  })
}
