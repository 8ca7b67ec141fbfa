import type { Socket } from 'node:net'
import type { Algorithms, AnyAuthMethod, NextAuthHandler, Prompt } from 'ssh2'
import { connectTo, DeviceTrouble, questionMsMax, type Target } from './connect.ts'

/** Devices with slow processors take several seconds for their keys, and some wait before they refuse. */
const answerMsMax = 15_000
/** A server may say a few lines before its name (RFC 4253, 4.2). */
const greetingBytesMax = 4_096
/** More than its keys and a few answers take. */
const conversationBytesMax = 256 * 1024

/** A server of which nothing but the name is known, and that knows nothing of us. */
export type Greeted = {
  /** E.g. `SSH-2.0-Cisco-1.25`. */
  readonly banner: string
  readonly socket: Socket
}

/** Connects and listens until the server has said its name. @throws DeviceTrouble */
export async function greet(target: Target): Promise<Greeted> {
  // The connection outlives this question, so its limit has to be taken away.
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), questionMsMax).unref()
  const socket = await connectTo({ ...target, certificate: null }, limit.signal)
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0)
    const stop = () => {
      clearTimeout(timer)
      socket.off('data', listen).off('close', fail)
    }
    const fail = () => {
      stop()
      socket.destroy()
      reject(new DeviceTrouble(heard.length === 0 ? 'unreachable' : 'not-understood'))
    }
    const listen = (part: Buffer) => {
      heard = Buffer.concat([heard, part])
      const banner = /^(SSH-[\x21-\x7e][\x20-\x7e]{0,250})\r?\n/m.exec(
        heard.toString('latin1'),
      )?.[1]
      if (banner === undefined) return heard.length > greetingBytesMax ? fail() : undefined
      stop()
      socket.pause()
      // Who goes on with this connection reads it from its beginning.
      socket.unshift(heard)
      resolve({ banner, socket })
    }
    socket.on('data', listen).once('close', fail)
  })
}

/** What a server answers: somebody is in; it refuses, and names what it takes instead; or the conversation is over. */
export type Heard =
  | { readonly kind: 'in' }
  | { readonly kind: 'refused'; readonly takes: readonly string[]; readonly isPartly: boolean }
  | { readonly kind: 'over'; readonly words: string }

/**
 * How a server takes a password: at once, or as the answer to a question of its own (RFC 4252, 8; RFC 4256). Where it
 * takes both, the first one is used.
 */
export const passwordWays = ['password', 'keyboard-interactive'] as const
export type PasswordWay = (typeof passwordWays)[number]

/** A server that waits for who it is that wants in. */
export type Login = {
  /** Asks what it takes, as every client of SSH does first. */
  askWhatItTakes(): Promise<Heard>
  /** The one attempt. A server that asks for anything but one password is not answered. */
  give(password: string, way: PasswordWay): Promise<Heard>
  close(): void
}

/**
 * Goes on to where a server asks who wants in: its keys are settled, and nothing but the name of the account is about
 * to be said. No shell, no command and no forwarding is ever asked for.
 */
export async function openLogin(
  socket: Socket,
  account: string,
): Promise<Login | Extract<Heard, { kind: 'over' }>> {
  const { default: ssh } = await import('ssh2')
  const client = new ssh.Client()
  let hear: (heard: Heard | 'asks') => void = () => undefined
  let say: NextAuthHandler = () => undefined
  const next = (begin: () => void) => {
    const { promise, resolve } = Promise.withResolvers<Heard | 'asks'>()
    const timer = setTimeout(() => socket.destroy(), answerMsMax)
    hear = resolve
    begin()
    return promise.finally(() => clearTimeout(timer))
  }
  client.on('ready', () => hear({ kind: 'in' }))
  // It wants a new password of who gave the right one.
  client.on('change password', () => hear({ kind: 'in' }))
  client.on('error', ({ message }) => hear({ kind: 'over', words: message }))
  client.on('close', () => hear({ kind: 'over', words: '' }))
  const asks = await next(() => {
    socket.on('data', () => socket.bytesRead > conversationBytesMax && socket.destroy())
    client.connect({
      sock: socket,
      username: account,
      readyTimeout: 0,
      algorithms: alsoOld,
      authHandler: (takes, isPartly, answer) => {
        say = answer
        // The library tells of no methods before anything was asked.
        const isFirst = (takes as readonly string[] | null) === null
        hear(isFirst ? 'asks' : { kind: 'refused', takes, isPartly: isPartly === true })
      },
    })
  })
  if (asks !== 'asks') return asks.kind === 'over' ? asks : { kind: 'over', words: '' }
  const tell = async (method: AnyAuthMethod): Promise<Heard> => {
    const heard = await next(() => say(method))
    return heard === 'asks' ? { kind: 'over', words: '' } : heard
  }
  return {
    askWhatItTakes: () => tell({ type: 'none', username: account }),
    give: (password, way) => {
      if (way === 'password') return tell({ type: way, username: account, password })
      const answer = answerOnce(password)
      return tell({
        type: way,
        username: account,
        prompt: (...[, , , prompts, finish]) => {
          const answers = answer(prompts)
          if (answers === null) hear({ kind: 'over', words: '' })
          else finish([...answers])
        },
      })
    },
    close: () => {
      client.end()
      socket.destroy()
    },
  }
}

/** How questions of a server call what is asked for ("password", "mật khẩu"); a code of a second device is another thing. */
const asksForPassword = /passw|m\u1eadt kh\u1ea9u/iu

/**
 * Answers of a conversation: the first question is answered if it is one for a password, hidden while it is typed; a
 * word without a question is heard; all else, a second question too, is `null` and ends the conversation.
 */
function answerOnce(password: string): (prompts: readonly Prompt[]) => readonly string[] | null {
  let isGiven = false
  return (prompts) => {
    if (prompts.length === 0) return []
    const [{ prompt, echo } = { prompt: '', echo: true }, ...others] = prompts
    const isWanted =
      others.length === 0 && echo !== true && asksForPassword.test(prompt.normalize())
    if (isGiven || !isWanted) return null
    isGiven = true
    return [password]
  }
}

/** What devices of the last twenty years speak, after what is usual today; for this one connection. */
const alsoOld: Algorithms = {
  kex: {
    append: [
      'diffie-hellman-group-exchange-sha1',
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group1-sha1',
    ],
    prepend: [],
    remove: [],
  },
  serverHostKey: { append: ['ssh-dss'], prepend: [], remove: [] },
  cipher: {
    append: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc'],
    prepend: [],
    remove: [],
  },
  hmac: { append: ['hmac-md5'], prepend: [], remove: [] },
}
