import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Somebody at a terminal who can be asked. */
export type Terminal = {
  /** An empty answer is `usual`. */
  ask(question: string, usual: string): Promise<string>
  /** What is typed is not shown. */
  askSecret(question: string): Promise<string>
  /** True for an answer that begins with one of these letters. */
  agrees(question: string, letters: readonly string[]): Promise<boolean>
}

/** Null: nobody is there; input comes from a file or a pipe. */
export function openTerminal(): Terminal | null {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return null
  const answerTo = async (question: string, output: NodeJS.WritableStream) => {
    const lines = createInterface({ input: stdin, output, terminal: true })
    // Ctrl+C must end the command, not the question alone.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
    try {
      return (await lines.question(question)).trim().normalize('NFC')
    } finally {
      lines.close()
    }
  }
  return {
    async ask(question, usual) {
      const answer = await answerTo(`${question}${usual === '' ? '' : ` [${usual}]`}: `, stdout)
      return answer === '' ? usual : answer
    },
    async askSecret(question) {
      stdout.write(`${question}: `)
      const answer = await answerTo('', new Writable({ write: (_, __, done) => done() }))
      stdout.write('\n')
      return answer
    },
    async agrees(question, letters) {
      const answer = (await answerTo(`${question} `, stdout)).toLowerCase()
      return letters.some((letter) => answer.startsWith(letter))
    },
  }
}
