import { execFileSync } from 'node:child_process'

/** How crypt(3) is asked for each scheme; the costs are those that systems set. */
export const settings = {
  yescrypt: '$y$j9T$abcdefghijklmnop$',
  'gost-yescrypt': '$gy$j9T$abcdefghijklmnop$',
  scrypt: '$7$CU..../....abcdefghijklmnop$',
  bcrypt: '$2b$05$abcdefghijklmnopqrstuu',
  sha512: '$6$abcdefghijklmnop$',
  sha256: '$5$abcdefghijklmnop$',
  md5: '$1$abcdefgh$',
  des: 'ab',
  bsdi: '_J9..abcd',
  nt: '$3$',
} as const

/** The hash that a system of that scheme would store. */
export function hashOf(password: string, setting: string): string {
  const program = 'my ($p, $s) = @ARGV; print crypt($p, $s)'
  return execFileSync('perl', ['-e', program, password, setting], { encoding: 'utf8' })
}
