import { expect, test } from 'vitest'
import { openRunner } from '#agent/door/run-program.ts'
import { nativeOnce } from '#agent/door/windows/libraries.ts'
import { withinTime } from '#agent/door/windows/waiting.ts'
import { openSystem, type Answer } from '#agent/system.ts'

test('a child has the lowest CPU priority, and so has what it starts', async () => {
  const args = ['-c', 'sleep 0.2; /usr/bin/nice; /bin/sh -c /usr/bin/nice']
  const answer = await openSystem().run('/bin/sh', args)
  expect(answer.ok && answer.value.stdout).toBe('19\n19\n')
})

test('a path of the other platform is no path', () => {
  const { run } = openRunner('linux', nativeOnce())
  const { run: runOnWindows } = openRunner('windows', nativeOnce())
  expect(() => run('C:\\Windows\\System32\\cmd.exe', [])).toThrow('not an absolute path')
  expect(() => runOnWindows('cmd.exe', [])).toThrow('not an absolute path')
})

test('where it is not Windows, every call of Windows says so and nothing is loaded', async () => {
  const system = openSystem()
  const answers = await Promise.all([
    system.registryKey('SOFTWARE'),
    system.services(),
    system.processes(),
    system.sockets(),
    system.localAccounts(),
    system.securityCenterHealth(),
    system.cim('bios'),
  ])
  expect(answers).toEqual(
    answers.map(() => ({ ok: false, because: 'not-supported', detail: system.platform })),
  )
})

test('a call that does not come back holds nobody up and is not made twice', async () => {
  const waiting = Promise.withResolvers<Answer<number>>()
  let calls = 0
  const ask = withinTime(() => {
    calls += 1
    return waiting.promise
  }, 20)
  const late = { ok: false, because: 'timed-out', detail: 'after 20 ms' }
  expect([await ask(), await ask(), calls]).toEqual([late, late, 1])
  waiting.resolve({ ok: true, value: 5 })
  await waiting.promise
  await new Promise(setImmediate)
  expect([await ask(), calls]).toEqual([{ ok: true, value: 5 }, 2])
})

test('what an ended child has used is counted', async () => {
  const system = openSystem()
  const before = await system.endedCpuMs()
  const busy = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'
  expect((await system.run('/bin/sh', ['-c', busy], { timeoutMs: 60_000 })).ok).toBe(true)
  expect(await system.endedCpuMs()).toBeGreaterThan(before + 50)
})
