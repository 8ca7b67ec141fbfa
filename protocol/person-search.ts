import type { PersonView } from './people.ts'

/** Whether what somebody types finds a person by name, role or agency; without case and marks, as everywhere. */
export function matchesPerson(
  person: Pick<PersonView, 'name' | 'agency'>,
  roleName: string,
  wanted: string,
): boolean {
  const text = [person.name, roleName, person.agency?.name ?? ''].join(' ')
  return folded(text).includes(folded(wanted.trim()))
}

const folded = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()
