import type { EntryBody } from '#protocol/register.ts'

/** A workstation in use as an agency declares it, of which nothing is said but its code; each test names what matters. */
export function declaredMachine(
  code: string,
  said: Partial<EntryBody<'machine'>> = {},
): EntryBody<'machine'> {
  return {
    code,
    class: 'workstation',
    name: null,
    serial: null,
    assetTag: null,
    macs: [],
    room: null,
    state: 'in-use',
    stateReason: null,
    carriesNoAgent: false,
    ...said,
  }
}
