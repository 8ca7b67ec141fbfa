import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openSystem } from '#agent/system.ts'
import { lookAsNobody } from './as-nobody.ts'

const system = openSystem()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-door-'))
  writeFileSync(join(folder, 'ten'), '0123456789')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a program that is not there is a missing tool', async () => {
  expect(await system.run('/nowhere/tool', [])).toEqual({
    ok: false,
    because: 'tool-missing',
    detail: 'missing',
  })
})

test('a program that fails is an answer with its exit code', async () => {
  expect(await system.run('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    ok: true,
    value: { exitCode: 3, stdout: 'out\n', stderr: 'err\n' },
  })
})

test('a program sees a fixed environment and nothing of ours', async () => {
  const answer = await system.run('/usr/bin/env', [])
  expect(answer.ok && answer.value.stdout.trim().split('\n').sort()).toEqual([
    'LANG=C',
    'LC_ALL=C',
    'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
  ])
})

test('no shell reads the arguments', async () => {
  const answer = await system.run('/bin/echo', ['$PATH; id'])
  expect(answer.ok && answer.value.stdout).toBe('$PATH; id\n')
})

test('a program that does not end is ended, with all that it started', async () => {
  const started = performance.now()
  const args = ['-c', '/bin/sleep 47.31 & /bin/sleep 47.31']
  expect(await system.run('/bin/sh', args, { timeoutMs: 150 })).toEqual({
    ok: false,
    because: 'timed-out',
    detail: 'after 150 ms',
  })
  expect(performance.now() - started).toBeLessThan(3_000)
  await vi.waitFor(() => expect(argumentsOfAll()).not.toContain('47.31'), { timeout: 3_000 })
})

test('a program that says too much is stopped', async () => {
  expect(await system.run('/usr/bin/yes', [], { stdoutBytesMax: 10_000 })).toEqual({
    ok: false,
    because: 'too-large',
    detail: 'output exceeds 10000',
  })
})

test('a program is run by its whole path or not at all', () => {
  expect(() => system.run('sh', [])).toThrow('not an absolute path')
})

test('a file is read up to its limit, from either end', async () => {
  const path = join(folder, 'ten')
  const value = (text: string) => ({ ok: true, value: text })
  expect(await system.readFile(path)).toEqual(value('0123456789'))
  expect(await system.readFile(path, { bytesMax: 4, part: 'head' })).toEqual(value('0123'))
  expect(await system.readFile(path, { bytesMax: 4, part: 'tail' })).toEqual(value('6789'))
  expect(await system.readFile(path, { bytesMax: 4 })).toEqual({
    ok: false,
    because: 'too-large',
    detail: '10 exceeds 4',
  })
})

test('what is missing is told apart from what is no file, and neither names the path', async () => {
  const absent = await system.readFile(join(folder, 'absent'))
  expect(absent).toEqual({ ok: false, because: 'not-readable', detail: 'missing' })
  const noFile = await system.readFile(folder)
  expect(noFile).toMatchObject({ ok: false, because: 'not-readable' })
  expect(JSON.stringify([absent, noFile])).not.toContain(folder)
})

test('a pipe that nobody writes to does not hold the agent up', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('/usr/bin/mkfifo', [pipe])
  expect(await system.readFile(pipe)).toEqual({
    ok: false,
    because: 'not-readable',
    detail: 'not a file',
  })
})

test('a status is null where nothing stands', async () => {
  expect(await system.fileStatus(join(folder, 'absent'))).toEqual({ ok: true, value: null })
  const status = await system.fileStatus(join(folder, 'ten'))
  expect(status).toMatchObject({ ok: true, value: { kind: 'file', sizeBytes: 10 } })
})

test('a running program is listed and a dead one that nobody buried is not', async () => {
  const child = spawn('/bin/sleep', ['30'])
  const isListed = async () => {
    const names = await system.processNames()
    return names.ok && names.value.includes('sleep')
  }
  await vi.waitFor(async () => expect(await isListed()).toBe(true), { timeout: 3_000 })
  child.kill('SIGKILL')
})

test('a file of another user is not permitted, not missing', async (context) => {
  const answer = await lookAsNobody(context, { readFile: '/etc/shadow' })
  expect(answer).toEqual({ ok: false, because: 'not-permitted', detail: 'EACCES' })
})

function argumentsOfAll(): string {
  return execFileSync('/bin/sh', [
    '-c',
    'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; true',
  ])
    .toString()
    .replaceAll('cat /proc', '')
}
