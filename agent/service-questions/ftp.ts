import { line, textOf, type Conversation, type Question } from './conversation.ts'

/**
 * One anonymous sign-in, as every browser made it; nothing is listed or fetched. A server that refuses may wait first.
 * Source: RFC 959, 4.2 and 5.4; RFC 1635; seen on vsftpd 3.0.3 of Debian 12.
 */
export const ftpAnonymous: Question = {
  msMax: 6_000,
  ask: async (talk) => {
    if ((await reply(talk)) !== 220) return null
    talk.say('USER anonymous\r\n')
    let said = await reply(talk)
    if (said === 331) {
      talk.say('PASS khien-agent@localhost\r\n')
      said = await reply(talk)
    }
    if (said !== 230) return said === 530 || said === 532 || said === 332 ? 'guarded' : null
    talk.say('QUIT\r\n')
    return 'open'
  },
}

/** The code of a reply, which may have many lines. */
async function reply({ hear }: Conversation): Promise<number> {
  for (;;) {
    const [, code, goesOn] = /^(\d{3})([ -])/.exec(textOf(await hear(line))) ?? []
    if (code !== undefined && goesOn === ' ') return Number(code)
  }
}
