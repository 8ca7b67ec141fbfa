import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#tests/support/processes.ts'
import { startApi, type RunningApi } from './running-api.ts'

let api: RunningApi
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  api = await startApi({ webFolder: join(folder.path, 'dist') })
})
afterAll(async () => {
  await api.stop()
  await folder.remove()
})

const get = (url: string) => api.app.inject({ method: 'GET', url })

test('without a build a page says so in both languages; with one, every screen is that page', async () => {
  const missing = await get('/hosts')
  expect(missing.statusCode).toBe(503)
  expect(missing.headers['content-type']).toContain('text/html')
  expect(missing.body).toContain('<p lang="vi">Chưa có giao diện web.')
  expect(missing.body).toContain('<p lang="en">')

  await mkdir(join(folder.path, 'dist/assets'), { recursive: true })
  await writeFile(join(folder.path, 'dist/index.html'), '<!doctype html>trang')
  await writeFile(join(folder.path, 'dist/assets/main-1a2b.js'), 'void 0')
  const pages = await Promise.all(['/', '/hosts', '/hosts/abc?asOf=1'].map(get))
  expect(pages.map((page) => [page.statusCode, page.body, page.headers['cache-control']])).toEqual(
    Array.from({ length: 3 }, () => [200, '<!doctype html>trang', 'no-cache']),
  )
  const asset = await get('/assets/main-1a2b.js')
  expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
})

test.each(['/assets/gone.js', '/api', '/api/', '/api/nothing', '/../package.json', '/.env'])(
  '%s is not answered by the page',
  async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'NOT_FOUND'])
  },
)
