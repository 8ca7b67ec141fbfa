/** What the user asked of one of our own commands: its options, of which absent ones are '', and the words beside them. */
type Asked = {
  readonly values: { readonly help: boolean }
  readonly positionals: readonly string[]
}

type Command = () => void | Promise<void>

/**
 * Runs the command that the first word names. Prints the usage where it is asked for (0) or no command is named (2); what a
 * command throws is told in words, with 1.
 */
export async function runCommand(
  { values, positionals }: Asked,
  commands: Readonly<Record<string, Command>>,
  { usage, says = messageOf }: { readonly usage: string; says?: (error: unknown) => string },
): Promise<void> {
  const command = commands[positionals[0] ?? '']
  if (values.help || !command) {
    process.stdout.write(usage)
    process.exitCode = values.help ? 0 : 2
    return
  }
  try {
    await command()
  } catch (error) {
    process.stderr.write(`${says(error)}\n`)
    process.exitCode = 1
  }
}

type TextOption<Values> = {
  [Name in keyof Values]: Values[Name] extends string ? Name : never
}[keyof Values]

/** Reads options that a command cannot do without. */
export const requiring =
  <Values extends object>(values: Values) =>
  (name: TextOption<Values> & string): string => {
    const value = values[name]
    if (typeof value === 'string' && value !== '') return value
    throw new Error(`--${name} is missing`)
  }

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
