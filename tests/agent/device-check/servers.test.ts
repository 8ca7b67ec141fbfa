import { execFileSync, spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { connect } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort, until } from '../../support/processes.ts'
import { openLab, type Lab } from './lab.ts'
import { expectNowhere, spellingsOf, tell } from './telling.ts'

const nginx = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`
  .split(delimiter)
  .map((folder) => join(folder, 'nginx'))
  .find((path) => existsSync(path))

let lab: Lab
beforeEach(() => {
  lab = openLab()
})
afterEach(() => lab.remove())

describe('nginx with Basic', () => {
  beforeEach((context) => {
    if (nginx === undefined) context.skip('nginx is not there')
  })
  test.each([
    ['still has its default', 'lab-default', 'default', 'admin 200'],
    ['was changed', 'its own', 'this-default-not-in-use', 'admin 401'],
  ] as const)('%s: one attempt, and the pair is nowhere', async (...given) => {
    const [, password, verdict, attempt] = given
    const { port, logs, stop } = await startNginx(password)
    const told = await tell(lab, { protocol: 'http', port })
    await stop()
    expect(told.said).toEqual({ result: { verdict, rule: 'lab-nginx' }, attempts: 1 })
    const [access = '', errors = ''] = logs.map((log) => readFileSync(log, 'utf8'))
    expect(access.trim().split('\n')).toEqual(['- 401', '- 404', '- 401', attempt])
    expectNowhere(told, ['lab-default', 'admin:lab-default'])
    for (const spelling of spellingsOf('lab-default')) expect(errors).not.toContain(spelling)
  })
})

describe('TLS', () => {
  test('what is pinned is asked', async () => {
    const { device, pin } = await securePrinter()
    const { result } = await lab.check(device.port, { protocol: 'https', certificate: pin })
    expect(result).toEqual({ verdict: 'default', rule: 'lab-basic' })
    await device.close()
  })
  test('what shows another certificate is asked nothing', async () => {
    const { device, asked } = await securePrinter()
    const certificate = '0'.repeat(64)
    const { result, attempts } = await lab.check(device.port, { protocol: 'https', certificate })
    expect(result).toEqual({ verdict: 'not-checked', because: 'certificate-changed' })
    expect([attempts, asked.length]).toEqual([0, 0])
    await device.close()
  })
})

async function securePrinter() {
  const folder = dirname(lab.path)
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=printer`
  execFileSync('openssl', [...made.split(' '), '-keyout', keyFile, '-out', certificateFile], {
    stdio: 'ignore',
  })
  const [key, cert] = [readFileSync(keyFile), readFileSync(certificateFile)]
  const asked: string[] = []
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('server', 'lab-print')
    if (request.headers.authorization === `Basic ${btoa('admin:lab-default')}`) response.end('in')
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="Lab printer"' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  const pin = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()
  return { device: { port: address.port, close }, asked, pin }
}

async function startNginx(password: string) {
  const folder = join(dirname(lab.path), 'nginx')
  mkdirSync(join(folder, 'pages'), { recursive: true })
  const port = await freePort()
  const log = join(folder, 'access.log')
  const hash = createHash('sha1').update(password).digest('base64')
  writeFileSync(join(folder, 'users'), `admin:{SHA}${hash}\n`)
  writeFileSync(join(folder, 'pages', 'index.html'), 'settings')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events {}
http {
  ${temporary.join(' ')}
  log_format lab '$remote_user $status';
  access_log ${log} lab;
  server {
    listen 127.0.0.1:${port};
    root ${join(folder, 'pages')};
    location = / { auth_basic "Lab printer"; auth_basic_user_file ${join(folder, 'users')}; index index.html; }
    location = /index.html { }
  }
}
`,
  )
  const child = spawn(nginx ?? '', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await until('nginx', () => answers(port))
  return {
    port,
    logs: [log, join(folder, 'error.log')],
    stop: async () => {
      child.kill('SIGQUIT')
      await ended
    },
  }
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
