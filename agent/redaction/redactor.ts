import type { ReadOptions, RunOptions, System } from '../system.ts'
import { redactFile, stripSecrets } from './files.ts'
import { readLocalLabels, type LocalLabels } from './local-labels.ts'
import { redactOutput } from './programs.ts'

/** The calls of the door whose answers may name people or hold secrets, with those taken out. */
export type Redactor = Pick<System, 'run' | 'readFile' | 'readFolder' | 'readLink' | 'fileStatus'>

/** Folders whose files people name after themselves. */
const numberedFolders =
  /^\/etc\/(sudoers\.d|ssh\/sshd_config\.d|lightdm\/lightdm\.conf\.d|sddm\.conf\.d|systemd\/system\/[\w@-]+\.service\.d)$/

/** Stands before a door and takes out of its answers what must not be kept. */
export function createRedactor(system: System, pseudonym: (name: string) => string): Redactor {
  /** What a numbered file is called on the machine. */
  const realPaths = new Map<string, string>()
  let labels: Promise<LocalLabels> | null = null
  const localLabels = () => (labels ??= readLocalLabels(system, pseudonym))
  const realPath = (path: string) => realPaths.get(path) ?? path
  return {
    run: async (program: string, args: readonly string[], options?: RunOptions) => {
      const answer = await system.run(program, args, options)
      if (!answer.ok) return answer
      const { exitCode, stdout } = answer.value
      const kept = { exitCode, stdout: redactOutput(program, args, stdout) }
      return { ok: true, value: { ...kept, stderr: stripSecrets(answer.value.stderr) } }
    },
    readFile: async (path: string, options?: ReadOptions) => {
      const answer = await system.readFile(realPath(path), options)
      if (!answer.ok) return answer
      return { ok: true, value: redactFile(path, answer.value, await localLabels()) }
    },
    readFolder: async (path: string) => {
      const answer = await system.readFolder(path)
      if (!answer.ok || !numberedFolders.test(path)) return answer
      const numbered = answer.value.map((name, index) => {
        const alias = aliasOf(name, index)
        realPaths.set(`${path}/${alias}`, `${path}/${name}`)
        return alias
      })
      return { ok: true, value: numbered }
    },
    readLink: async (path: string) => {
      const answer = await system.readLink(realPath(path))
      return answer.ok ? { ok: true, value: redactLink(path, answer.value) } : answer
    },
    fileStatus: (path: string) => system.fileStatus(realPath(path)),
  }
}

/** Open files are named after what people work on, and programs may lie in their homes. */
function redactLink(path: string, target: string): string {
  if (/^\/proc\/[0-9]+\/exe$/.test(path)) return target.slice(target.lastIndexOf('/') + 1)
  const isOpenFile = /^\/proc\/[0-9]+\/fd\//.test(path)
  return isOpenFile && !target.startsWith('socket:') ? 'other' : target
}

/**
 * A number keeps the order of the names; what decides whether a file is read at all is kept with
 * it.
 */
function aliasOf(name: string, index: number): string {
  const number = String(index).padStart(3, '0')
  if (name.endsWith('~')) return `${number}~`
  if (name.endsWith('.conf')) return `${number}.conf`
  return name.includes('.') ? `${number}.other` : number
}
