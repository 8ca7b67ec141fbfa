/** What computing one hash takes, on the machine of the measurement: Debian 12, libxcrypt 4.4, one core of 2.5 GHz. */
export type HashCost = { readonly cpuMs: number; readonly memoryBytes: number }

const digits = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const light: HashCost = { cpuMs: 1, memoryBytes: 0 }

/**
 * Reads from a hash what computing it once will cost, before anything is computed: whoever may set a password may
 * choose its cost. Null: a scheme, or parameters, that nobody has measured. Source: crypt(5) of libxcrypt.
 */
export function costOf(hash: string): HashCost | null {
  const tag = /^\$([0-9a-z]{1,10})[$,]/i.exec(hash)?.[1]
  if (tag === undefined) return costOfUntagged(hash)
  switch (tag) {
    case 'y':
    case 'gy':
      return yescrypt(hash.split('$')[2] ?? '')
    case '7':
      return scrypt(hash.split('$')[2] ?? '')
    case '2a':
    case '2b':
    case '2x':
    case '2y':
      return bcrypt(hash.split('$')[2] ?? '')
    case '5':
    case '6':
      return shaCrypt(hash.split('$')[2] ?? '')
    case '1':
    case '3':
      return light
    default:
      return null
  }
}

/** DES has 13 characters; BSDi has 20 and says how often, at 25 for the price of one DES. */
function costOfUntagged(hash: string): HashCost | null {
  if (/^[./0-9A-Za-z]{13}$/.test(hash)) return light
  if (!/^_[./0-9A-Za-z]{19}$/.test(hash)) return null
  const rounds = numberOf(hash.slice(1, 5))
  return rounds === null ? null : { cpuMs: Math.max(1, rounds * 0.0016), memoryBytes: 0 }
}

/** `j9T`: flags, the logarithm of N, and r. 26 ms for the usual 4096 × 32. More parameters than these are unusual. */
function yescrypt(parameters: string): HashCost | null {
  const flags = variableLength(parameters, 0, 0)
  const logarithm = flags && variableLength(parameters, flags.next, 1)
  const blocks = logarithm && variableLength(parameters, logarithm.next, 1)
  if (!blocks || blocks.next !== parameters.length || logarithm.value > 40) return null
  return memoryHard(2 ** logarithm.value * blocks.value, 26 / (4096 * 32))
}

/** `CU..../....`: the logarithm of N, then r and p in five digits each. 340 ms for the usual 16384 × 32. */
function scrypt(parameters: string): HashCost | null {
  const logarithm = digits.indexOf(parameters.charAt(0))
  const blocks = numberOf(parameters.slice(1, 6))
  const parallel = numberOf(parameters.slice(6, 11))
  if (parameters.length < 11 || logarithm < 1 || logarithm > 40) return null
  if (!blocks || !parallel) return null
  const { cpuMs, memoryBytes } = memoryHard(2 ** logarithm * blocks, 340 / (16_384 * 32))
  return { cpuMs: cpuMs * parallel, memoryBytes }
}

function memoryHard(blocks: number, msPerBlock: number): HashCost {
  return { cpuMs: blocks * msPerBlock, memoryBytes: blocks * 128 }
}

function bcrypt(cost: string): HashCost | null {
  return /^\d{2}$/.test(cost)
    ? { cpuMs: Math.max(1, 2 ** (Number(cost) - 5) * 1.8), memoryBytes: 4_096 }
    : null
}

/** Rounds are 5,000 where none are named; 656,000 took 344 ms. */
function shaCrypt(parameters: string): HashCost | null {
  const named = /^rounds=(\d{1,10})$/.exec(parameters)?.[1]
  if (named === undefined && parameters.startsWith('rounds=')) return null
  return { cpuMs: Math.max(1, Number(named ?? 5_000) * 0.00053), memoryBytes: 0 }
}

/** Digits of 6 bits, the lowest first. */
function numberOf(text: string): number | null {
  const values = [...text].map((character) => digits.indexOf(character))
  if (values.some((value) => value < 0)) return null
  return values.reduceRight((sum, value) => sum * 64 + value, 0)
}

/** A number of one character up to 47, of more beyond. Source: decode64_uint32() of alg-yescrypt-common.c. */
function variableLength(
  text: string,
  at: number,
  min: number,
): { value: number; next: number } | null {
  const first = digits.indexOf(text.charAt(at))
  if (at >= text.length || first < 0) return null
  let [start, end, bits, value] = [0, 47, 0, min]
  while (first > end) {
    value += (end + 1 - start) * 2 ** bits
    start = end + 1
    end = start + Math.floor((62 - end) / 2)
    bits += 6
  }
  value += (first - start) * 2 ** bits
  let next = at + 1
  for (; bits > 0; next += 1) {
    const digit = digits.indexOf(text.charAt(next))
    if (next >= text.length || digit < 0) return null
    bits -= 6
    value += digit * 2 ** bits
  }
  return { value, next }
}
