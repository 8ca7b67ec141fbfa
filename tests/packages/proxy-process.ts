import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { checkout } from '#scripts/tool.ts'

const proxyFile = join(checkout, 'tests', 'support', 'http-proxy.ts')

/** The proxy of the tests in a process of its own, all of whose ways lead to one address: dpkg keeps the test waiting. */
export async function startProxyProcess(
  leadsTo: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const program = `
    import { startHttpProxy } from ${JSON.stringify(proxyFile)}
    const proxy = await startHttpProxy()
    proxy.leadsTo = ${JSON.stringify(leadsTo)}
    process.stdout.write(proxy.url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(child.stdout, 'data')
  return {
    url: String(url),
    async close() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
