import { spawn } from 'node:child_process'

/** One computation: does this phrase have that hash? */
export type Trial = { readonly phrase: string; readonly hash: string }
/** `refused`: the library computed nothing, which says nothing of the password. */
export type Outcome = 'same' | 'other' | 'refused'
export type Crypt = (trials: readonly Trial[]) => Promise<readonly Outcome[] | null>

/** The two names that libxcrypt has: of Debian and Ubuntu, and of Red Hat 9 and Fedora. */
const libraries = ['libcrypt.so.1', 'libcrypt.so.2'] as const
const perl = '/usr/bin/perl'
const perlMsMax = 20_000

/** crypt(3) by the system's own library; null where the addon or the library is missing. */
export async function openLibrary(): Promise<Crypt | null> {
  const koffi = await import('koffi').then(
    (module) => module.default,
    () => null,
  )
  if (koffi === null) return null
  for (const name of libraries) {
    try {
      const crypt: (phrase: string, setting: string) => string | null = koffi
        .load(name)
        .func('const char *crypt(const char *phrase, const char *setting)')
      return async (trials) =>
        trials.map(({ phrase, hash }) => outcomeOf(crypt(phrase, hash), hash))
    } catch {
      // The other name may be there.
    }
  }
  return null
}

function outcomeOf(computed: string | null, hash: string): Outcome {
  if (computed === null || computed.startsWith('*')) return 'refused'
  return computed === hash ? 'same' : 'other'
}

/** Reads `phrase hash` in hexadecimal, a line each; the program itself is all that stands in its arguments. */
const perlProgram = `while (<STDIN>) { my ($p, $h) = map { pack 'H*', $_ } split;
my $c = crypt($p, $h);
print !defined $c || $c =~ /^\\*/ ? "refused\\n" : $c eq $h ? "same\\n" : "other\\n" }`

/** crypt(3) by Perl, which every Debian and Ubuntu has; null where it is missing or fails. */
export const cryptByPerl: Crypt = (trials) =>
  new Promise((resolve) => {
    const child = spawn(perl, ['-e', perlProgram], {
      env: { LANG: 'C' },
      cwd: '/',
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: perlMsMax,
      killSignal: 'SIGKILL',
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.on('error', () => resolve(null))
    child.stdin.on('error', () => resolve(null))
    child.on('close', (exitCode) => {
      const outcomes = Buffer.concat(parts).toString('utf8').split('\n').filter(Boolean)
      const isWhole = exitCode === 0 && outcomes.length === trials.length
      resolve(isWhole ? outcomes.map(namedOutcome) : null)
    })
    child.stdin.end(trials.map(lineOf).join(''))
  })

function lineOf({ phrase, hash }: Trial): string {
  return `${Buffer.from(phrase).toString('hex')} ${Buffer.from(hash).toString('hex')}\n`
}

function namedOutcome(name: string): Outcome {
  return name === 'same' || name === 'other' ? name : 'refused'
}
