import { unknown, type Maybe } from '#protocol/values.ts'
import type { CimInstance } from '../../windows-system.ts'

/** A property by its name in any case; null: WMI has none, or says nothing of it. */
export function propertyOf(instance: CimInstance, name: string): CimInstance[string] {
  const wanted = name.toLowerCase()
  const found = Object.entries(instance).find(([each]) => each.toLowerCase() === wanted)
  return found?.[1] ?? null
}

/** A text; null: none. Another type is not understood. */
export function textOf(instance: CimInstance, name: string): Maybe<string | null> {
  const value = propertyOf(instance, name)
  if (value === null || typeof value === 'string') return value
  return unknown('not-understood', `${name}: no text`)
}

/**
 * A whole number; null: none. WMI hands uint64 over as digits, which are taken too; another type is
 * not understood.
 */
export function numberOf(instance: CimInstance, name: string): Maybe<number | null> {
  const value = propertyOf(instance, name)
  if (value === null) return null
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number
  return unknown('not-understood', `${name}: no whole number`)
}

/** Yes or no; null: nothing said. Another type is not understood. */
export function booleanOf(instance: CimInstance, name: string): Maybe<boolean | null> {
  const value = propertyOf(instance, name)
  if (value === null || typeof value === 'boolean') return value
  return unknown('not-understood', `${name}: neither yes nor no`)
}
