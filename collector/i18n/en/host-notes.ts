import type { hostNotes as source } from '../vi/host-notes.ts'

/** Notes about a computer, and what the register says of it. */
export const hostNotes = {
  'notes.title': 'Notes',
  'notes.none': 'Nobody has written a note about this computer.',
  'notes.none.past': 'Up to this day nobody had written a note about this computer.',
  'notes.text': 'New note',
  'notes.hint':
    'Cannot be changed once saved, only retracted. Write no personal data and no passwords.',
  'notes.left': '{count} characters left',
  'notes.save': 'Save the note',
  'notes.retract': 'Retract',
  'notes.retract.one': 'Retract the note of {by}, {time}',
  'notes.retract.why':
    'The note is kept and shown as retracted, with who did it. This cannot be undone.',
  'notes.retracted': 'Retracted: {by}, {time}',
  'host-register.title': 'In the register',
  'host-register.matched': 'Is machine {code} of the register',
  'host-register.by': 'Matched by {basis}.',
  'host-register.by.person': '{actor} said that it is the same machine, {time}.',
  'host-register.also': 'Agrees too: {signs}.',
  'host-register.differs': 'Differs: {signs}.',
  'host-register.room': 'Where: {room}',
  'host-register.forbidden':
    'The register says that no agent is allowed on this machine (state secrets), but it sends data. Remove the agent, or correct the register if it is wrong.',
  'host-register.open': 'Open the entry',
  'host-register.doubtful': 'May be one of {count} machines of the register; a person decides',
  'host-register.doubtful.one': 'May be machine {code} of the register; a person decides',
  'host-register.doubtful.why': 'Until then the two sides count as two machines.',
  'host-register.decide': 'Decide',
  'host-register.none': 'Matches no machine of the register',
  'host-register.none.nothing-declared':
    '{agency} has declared no computer yet. This one still counts in the denominator.',
  'host-register.none.only-counted':
    '{agency} has declared a count alone and lists no machine, so there is nothing to compare with.',
  'host-register.none.no-sign-agrees':
    'Of the {listed} machines that {agency} lists, none agrees in serial number, asset tag, MAC address or name.',
  'host-register.none.rejected':
    'The machine that matched was said to be another. Of the {listed} machines that {agency} lists no other matches.',
  'host-register.none.not-in-scope':
    '{agency} went into another agency outside your scope, so there is nothing to compare with.',
  'host-register.next.import': 'Import the list of computers',
  'host-register.next.declare': 'Open the register to declare this computer',
  'host-register.next.review': 'Review the decisions',
  'host-register.entry-host': 'Enrolled computer: ',
  'host-register.entry-host.none': 'Matches no enrolled computer yet.',
} as const satisfies Record<keyof typeof source, string>
