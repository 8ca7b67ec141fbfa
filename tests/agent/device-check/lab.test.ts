import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  activatableCamera,
  basicPrinter,
  digestCamera,
  formRouter,
  streamCamera,
} from './cameras.ts'
import { pageDevice, socketDevice, type LabDevice } from './lab-devices.ts'
import { labMac, labNow, labRules, openLab, type Lab } from './lab.ts'

const factory = 'lab-default'
const own = 'changed by its owner'
const dayMs = 24 * 3_600_000

let lab: Lab
let device: LabDevice
beforeEach(() => {
  lab = openLab()
})
afterEach(async () => {
  await device.close()
  lab.remove()
})

const saidOf = async (made: Promise<LabDevice>, changes: Parameters<Lab['check']>[1] = {}) => {
  device = await made
  const { result, attempts } = await lab.check(device.port, changes)
  expect(attempts).toBe(device.counts.attempts)
  return { result, ...device.counts, requests: device.requests.length }
}

const isDefault = (rule: string, requests: number) => ({
  result: { verdict: 'default', rule },
  attempts: 1,
  failed: 0,
  requests,
})
const isOther = (rule: string, requests: number) => ({
  result: { verdict: 'this-default-not-in-use', rule },
  attempts: 1,
  failed: 1,
  requests,
})
const untouched = (result: object) => ({
  result,
  attempts: 0,
  failed: 0,
  requests: expect.any(Number),
})
const unidentified = (because: string) => untouched({ verdict: 'unidentified', because })

describe('the default and one of its own are told apart, by one attempt', () => {
  test.each([
    { algorithm: null, qop: null },
    { algorithm: 'MD5', qop: 'auth' },
    { algorithm: 'MD5-sess', qop: 'auth,auth-int' },
    { algorithm: 'SHA-256', qop: 'auth' },
    { algorithm: 'SHA-256-sess', qop: 'auth' },
  ])('digest %o', async (kind) => {
    expect(await saidOf(digestCamera({ password: factory, kind }))).toEqual(
      isDefault('lab-digest', 5),
    )
    await device.close()
    lab.remove()
    lab = openLab()
    expect(await saidOf(digestCamera({ password: own, kind }))).toEqual(isOther('lab-digest', 5))
  })

  test('basic', async () => {
    expect(await saidOf(basicPrinter(factory))).toEqual(isDefault('lab-basic', 4))
  })
  test('basic, changed', async () => {
    expect(await saidOf(basicPrinter(own))).toEqual(isOther('lab-basic', 4))
  })
  test('form', async () => {
    expect(await saidOf(formRouter(factory))).toEqual(isDefault('lab-form', 3))
  })
  test('form, changed', async () => {
    expect(await saidOf(formRouter(own))).toEqual(isOther('lab-form', 3))
  })
  test('stream', async () => {
    const said = await saidOf(streamCamera(factory), { protocol: 'rtsp' })
    expect(said).toEqual(isDefault('lab-rtsp', 2))
  })
  test('stream, changed', async () => {
    const said = await saidOf(streamCamera(own), { protocol: 'rtsp' })
    expect(said).toEqual(isOther('lab-rtsp', 2))
  })
})

test('a camera that waits for its first password is told without an attempt', async () => {
  expect(await saidOf(activatableCamera(false))).toEqual(
    untouched({ verdict: 'inactive', rule: 'lab-inactive' }),
  )
})

describe('nothing is tried on a device that', () => {
  test('shows the page of another maker', async () => {
    const other = pageDevice((_, response) => response.writeHead(404).end('<title>Other</title>'))
    expect(await saidOf(other)).toEqual(unidentified('no-rule'))
  })
  test('fits rules of two makers alike', async () => {
    const [first] = labRules
    if (first === undefined) throw new Error('no rule')
    const rules = [first, { ...first, id: 'other', vendor: 'Other' }]
    const said = await saidOf(digestCamera({ password: factory }), { parts: { rules } })
    expect(said).toEqual(unidentified('two-rules'))
  })
  test('leads elsewhere', async () => {
    const elsewhere = pageDevice((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    )
    expect(await saidOf(elsewhere)).toEqual(unidentified('leads-elsewhere'))
    expect(device.requests).toEqual(['GET /'])
  })
  test('has every page', async () => {
    const everything = pageDevice((_, response) => {
      response.setHeader('server', 'lab-cam')
      response.end('<title>Lab camera</title>')
    })
    expect(await saidOf(everything)).toEqual(unidentified('answers-everything'))
  })
  test('has every page, and a form on each', async () => {
    const everything = pageDevice((request, response, counts) => {
      if (request.method === 'POST') counts.attempts += 1
      response.setHeader('location', '/home')
      response.end('<title>Lab router</title><input name="pass">')
    })
    expect(await saidOf(everything)).toEqual(unidentified('answers-everything'))
  })
  test('shows the guarded page to everybody', async () => {
    const open = pageDevice((request, response) => {
      response.setHeader('server', 'lab-cam')
      if (request.url === '/c0ffee5eed') response.writeHead(404).end()
      else response.end('<title>Lab camera</title>')
    })
    expect(await saidOf(open)).toEqual(unidentified('answers-everything'))
  })
  test('speaks no HTTP', async () => {
    const noise = socketDevice((socket) => socket.end('\x00\x01\x02 not http\r\n\r\n'))
    expect(await saidOf(noise)).toEqual(unidentified('not-understood'))
  })
  test('sends 100 MB: no more than its beginning is read', async () => {
    const piece = Buffer.alloc(1024 * 1024, 0x61)
    let sentBytes = 0
    const flood = pageDevice((_, response) => {
      response.writeHead(404)
      const more = () => {
        while (sentBytes < 100 * piece.length && !response.destroyed) {
          sentBytes += piece.length
          if (!response.write(piece)) break
        }
      }
      response.on('drain', more)
      more()
    })
    expect(await saidOf(flood)).toEqual(unidentified('no-rule'))
    expect(sentBytes).toBeLessThan(32 * piece.length)
  })
  test('answers for another hardware address', async () => {
    const macOf = async () => '00:40:8c:99:99:99'
    const said = await saidOf(digestCamera({ password: factory }), { parts: { macOf } })
    expect(said).toEqual(untouched({ verdict: 'not-checked', because: 'mac-changed' }))
    expect(device.requests).toEqual([])
  })
  test('stands outside the private ranges', async () => {
    const said = await saidOf(digestCamera({ password: factory }), {
      parts: { ranges: ['10.0.0.0/8'] },
    })
    expect(said).toEqual(untouched({ verdict: 'not-checked', because: 'not-private' }))
    expect(device.requests).toEqual([])
  })
  test('is gone', async () => {
    device = await digestCamera({ password: factory })
    await device.close()
    expect(await lab.check(device.port)).toEqual({
      result: { verdict: 'unreachable' },
      attempts: 0,
    })
  })
})

test('a device that holds the connection open is left after five seconds', async () => {
  const silent = socketDevice(() => undefined)
  const before = performance.now()
  expect(await saidOf(silent)).toEqual(untouched({ verdict: 'unreachable' }))
  expect(performance.now() - before).toBeLessThan(6_500)
}, 10_000)

test('one attempt a day, ten minutes between two where two are allowed', async () => {
  device = await digestCamera({ password: own })
  const at = async (afterMs: number, attemptsADay: number) => {
    const parts = { attemptsADay, now: () => labNow + afterMs }
    return (await lab.check(device.port, { parts })).result
  }
  expect(await at(0, 1)).toMatchObject({ verdict: 'this-default-not-in-use' })
  expect(await at(3_600_000, 1)).toEqual({ verdict: 'not-checked', because: 'attempted-today' })
  expect(await at(60_000, 2)).toEqual({ verdict: 'not-checked', because: 'attempted-lately' })
  expect(await at(3_600_000, 9)).toMatchObject({ verdict: 'this-default-not-in-use' })
  expect(await at(7_200_000, 9)).toEqual({ verdict: 'not-checked', because: 'attempted-today' })
  expect(await at(dayMs + 3_600_000, 1)).toMatchObject({ verdict: 'this-default-not-in-use' })
  expect(await at(0, 9)).toEqual({ verdict: 'not-checked', because: 'clock-set-back' })
  expect(device.counts).toEqual({ attempts: 3, failed: 3 })
})

describe('a device that locks is left alone for a week', () => {
  test.each([
    ['by its status', 'not-checked', (r: ServerResponse) => r.writeHead(403).end()],
    [
      'by its words',
      'this-default-not-in-use',
      (r: ServerResponse) =>
        r.writeHead(401).end('<lockStatus>lock</lockStatus><retryLoginTime>0</retryLoginTime>'),
    ],
    [
      'by words in Vietnamese',
      'this-default-not-in-use',
      (r: ServerResponse) => r.writeHead(401).end('Tài khoản đã Bị Khóa 5 phút'),
    ],
  ])('%s', async (_, verdict, onFailure) => {
    expect(await saidOf(digestCamera({ password: own, onFailure }))).toMatchObject({
      result: { verdict },
      attempts: 1,
    })
    const after = (days: number) =>
      lab.check(device.port, { parts: { now: () => labNow + days * dayMs } })
    expect((await after(6.9)).result).toEqual({ verdict: 'not-checked', because: 'resting' })
    expect((await after(7.1)).attempts).toBe(1)
    expect(device.counts).toEqual({ attempts: 2, failed: 2 })
  })
  test('before any attempt', async () => {
    const shut = pageDevice((_, response) => response.writeHead(429).end())
    expect(await saidOf(shut)).toEqual(untouched({ verdict: 'not-checked', because: 'locked' }))
    expect((await lab.check(device.port)).result).toEqual({
      verdict: 'not-checked',
      because: 'resting',
    })
  })
})

test('neither an account nor a password stands in what is answered or kept', async () => {
  device = await digestCamera({ password: factory })
  const said = JSON.stringify(await lab.check(device.port))
  const kept = readFileSync(lab.path, 'utf8')
  expect(kept).toContain(labMac)
  for (const text of [said, kept]) expect(text).not.toMatch(/lab-default|admin/)
})
