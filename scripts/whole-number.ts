/** The value of an option as a whole number from 1 to `max`; ends the command with 2 and a sentence for anything else. */
export function wholeNumber(option: string, value: string, max: number): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= max) return number
  process.stderr.write(`--${option} is “${value}”; it must be from 1 to ${max}\n`)
  process.exit(2)
}
