import { line, textOf, type Question } from './conversation.ts'

/**
 * `PING`. Source: Redis 7.0 as of Debian 12 answers `+PONG`, or `-NOAUTH` where a password is set and `-DENIED` where
 * its protected mode keeps the caller out.
 */
export const redisPing: Question = {
  msMax: 1_000,
  ask: async ({ say, hear }) => {
    say('PING\r\n')
    const answer = textOf(await hear(line))
    if (answer === '+PONG') return 'open'
    return /^-(NOAUTH|NOPERM|DENIED|WRONGPASS)\b/.test(answer) ? 'guarded' : null
  },
}
