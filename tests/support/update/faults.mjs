/*
 * Put before an agent by `--import`: counts everything that it does to its disk, over all its starts, and at the step
 * that TEST_FAULT names the process is killed, the disk is full, or a write ends halfway, as after a power cut.
 */
import fs from 'node:fs'

const { TEST_FAULT = '', TEST_STEPS } = process.env
const [kind, number] = TEST_FAULT.split(':')
const at = Number(number)
const { existsSync, fstatSync, openSync, writeSync } = fs
/** There once power was cut: a second cut would be another fault. */
const wasCut = `${TEST_STEPS}.cut`
const counter = fs.openSync(TEST_STEPS, 'a')
let isFull = false

function step() {
  writeSync(counter, '.')
  return fstatSync(counter).size
}

function full() {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 })
}

const die = () => process.kill(process.pid, 'SIGKILL')

/** Reading changes no disk, and a full one can be read. */
const onlyReads = (name, [, flags = 'r']) =>
  name === 'openSync' && (flags === 'r' || flags === fs.constants.O_RDONLY)

for (const name of [
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
]) {
  const real = fs[name]
  fs[name] = (...args) => {
    if (onlyReads(name, args)) return real(...args)
    const now = step()
    if (kind === 'full' && now >= at && now < at + 12) isFull = true
    if (now >= at + 12) isFull = false
    if (isFull && ['openSync', 'writeFileSync', 'mkdirSync'].includes(name)) throw full()
    if (kind === 'before' && now === at) die()
    if (kind === 'half' && now >= at && name === 'writeFileSync' && !existsSync(wasCut)) {
      openSync(wasCut, 'w')
      const half = Buffer.from(args[1]).subarray(0, Math.floor(args[1].length / 2))
      const file = typeof args[0] === 'number' ? args[0] : openSync(args[0], 'w')
      writeSync(file, half)
      die()
    }
    const answer = real(...args)
    if (kind === 'after' && now === at) die()
    return answer
  }
}
