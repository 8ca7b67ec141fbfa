import type { RefusalCode, RefusalParams } from '#protocol/refusals.ts'
import { passwordLengthMin } from '#protocol/people.ts'

/**
 * What is tried first where twelve characters are asked for: lists of leaked passwords cut at that length, and what
 * people here type. Without marks, in small letters.
 */
const common: ReadonlySet<string> = new Set([
  'administrator',
  'adminadmin12',
  'abcd12345678',
  'changeme1234',
  'iloveyou1234',
  'khongcopass1',
  'letmein12345',
  'matkhau12345',
  'matkhau123456',
  'matkhaumatkhau',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'qwerty123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qazwsxedcrfv',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'welcome12345',
  'vietnam12345',
  'vietnam123456',
  'xinchao12345',
  'khien1234567',
])
/** Rows of the keyboard and of counting; a password that is nothing but a part of one is no password. */
const rows = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
] as const
const partLengthMax = 6
const marks = /\p{M}/gu
const notLetters = /[^\p{L}\p{N}]/gu

/** Why a password cannot be taken; null: it can. Length in characters, as a person counts them. */
export function passwordTrouble(
  password: string,
  name: string,
): { code: RefusalCode; params: RefusalParams } | null {
  const plain = password.normalize('NFC')
  if ([...plain].length < passwordLengthMin) {
    return { code: 'PASSWORD_TOO_SHORT', params: { min: passwordLengthMin } }
  }
  const folded = fold(plain)
  if (isName(folded, fold(name))) return { code: 'PASSWORD_IS_NAME', params: {} }
  if (common.has(folded) || isRepeated(folded) || rows.some((row) => row.includes(folded))) {
    return { code: 'PASSWORD_COMMON', params: {} }
  }
  return null
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(marks, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(notLetters, '')

/** The name, the name again and again, or the name with digits around it. */
function isName(password: string, name: string): boolean {
  if (name === '') return false
  return password.includes(name) && /^\d*$/.test(password.replaceAll(name, ''))
}

/** Up to six characters over and over; also what has no letter and no digit at all. */
function isRepeated(password: string): boolean {
  for (let length = 1; length <= partLengthMax; length += 1) {
    const part = password.slice(0, length)
    const whole = part.repeat(Math.ceil(password.length / length)).slice(0, password.length)
    if (whole === password) return true
  }
  return false
}
