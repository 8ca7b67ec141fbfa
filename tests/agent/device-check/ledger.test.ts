import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLedger } from '#agent/device-check/ledger.ts'
import { digestCamera } from './cameras.ts'
import { labMac, labNow, openLab, type Lab } from './lab.ts'

let lab: Lab
beforeEach(() => {
  lab = openLab()
})
afterEach(() => lab.remove())

const limits = { nowMs: labNow, attemptsADay: 1 }
const reopened = () => {
  const ledger = openLedger(lab.path)
  if (ledger === 'damaged') throw new Error('damaged')
  return ledger
}

test('who is killed between the ledger and the attempt has had the attempt of that day', async () => {
  const camera = await digestCamera({ password: 'lab-default' })
  const script = fileURLToPath(new URL('./dies-before-asking.ts', import.meta.url))
  const child = spawn(process.execPath, [script, lab.path, String(camera.port)], {
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  const asked = camera.requests.length
  expect(asked).toBeGreaterThan(2)
  const again = await lab.check(camera.port, { parts: { ledger: reopened() } })
  expect(again).toEqual({
    result: { verdict: 'not-checked', because: 'attempted-today' },
    attempts: 0,
  })
  expect([camera.counts.attempts, camera.requests.length]).toEqual([0, asked])
  await camera.close()
})

test('an attempt is on the disk for its owner alone, before anything is sent', () => {
  lab.ledger.writeAttempt(labMac, labNow)
  expect(reopened().refusalOf(labMac, limits)).toBe('attempted-today')
})

test('a damaged ledger is not begun anew: nothing is tried by it', () => {
  for (const text of ['', '{', '{"version":1}']) {
    writeFileSync(lab.path, text)
    expect(openLedger(lab.path)).toBe('damaged')
  }
  rmSync(lab.path)
  mkdirSync(lab.path)
  expect(openLedger(lab.path)).toBe('damaged')
})

test('where the ledger cannot be written, nothing is tried', async () => {
  const camera = await digestCamera({ password: 'lab-default' })
  mkdirSync(`${lab.path}.tmp`)
  expect(await lab.check(camera.port)).toEqual({
    result: { verdict: 'not-checked', because: 'ledger-not-written' },
    attempts: 0,
  })
  expect(camera.counts.attempts).toBe(0)
  await camera.close()
})

test('what no limit looks at any more is forgotten', () => {
  const weekMs = 7 * 24 * 3_600_000
  for (let at = 0; at < 500; at += 1) {
    const mac = `00:40:8c:00:${(at >> 8).toString(16).padStart(2, '0')}:${(at & 255).toString(16).padStart(2, '0')}`
    lab.ledger.writeAttempt(mac, labNow + at)
  }
  lab.ledger.writeRest(labMac, labNow)
  lab.ledger.writeAttempt('00:40:8c:ff:ff:ff', labNow + weekMs + 1_000)
  const kept = JSON.parse(readFileSync(lab.path, 'utf8'))
  expect(Object.keys(kept.devices)).toEqual(['00:40:8c:ff:ff:ff'])
})
