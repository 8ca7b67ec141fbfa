import { administrators } from '#protocol/access.ts'
import type { HostNote } from '#protocol/host-notes.ts'
import { requireHost } from '#store/hosts.ts'
import {
  listHostNotes,
  retractHostNote,
  writeHostNote,
  type StoredNote,
} from '#store/notes/host-notes.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import { momentOf } from './moment.ts'
import { hostRegisterOf } from './host-register.ts'

type Names = 'hostNotes' | 'writeHostNote' | 'retractHostNote' | 'hostRegister'

/** What people say of one host, and what the register says of it. */
export function hostNoteHandlers({ store, newId, now }: ApiDeps): Pick<Handlers, Names> {
  return {
    async hostNotes({ params: { id }, query, scope, user, by }) {
      const { asOfMs, shownMs } = momentOf(query.asOf, now)
      await requireHost(store, { id, scope, asOfMs })
      const notes = await listHostNotes(store.reader, { hostId: id, asOfMs })
      const isPast = asOfMs !== null
      const shown = notes.map((note) => noteView(note, { user, by }))
      return {
        asOfMs: shownMs,
        notes: isPast ? shown.map((note) => ({ ...note, mayRetract: false })) : shown,
      }
    },

    async writeHostNote({ params: { id }, body: { text }, scope, user, by }) {
      await requireHost(store, { id, scope, asOfMs: null })
      const note = await writeHostNote(store.db, { hostId: id, text }, { ...by, newId })
      return { note: noteView(note, { user, by }) }
    },

    async retractHostNote({ params: { id, note: noteId }, scope, user, by }) {
      await requireHost(store, { id, scope, asOfMs: null })
      const wanted = { hostId: id, id: noteId, mayAny: mayRetractAny(user) }
      const note = await retractHostNote(store.db, wanted, by)
      return { note: noteView(note, { user, by }) }
    },

    async hostRegister({ params: { id }, query, scope }) {
      const { asOfMs, shownMs } = momentOf(query.asOf, now)
      const host = await requireHost(store, { id, scope, asOfMs })
      return hostRegisterOf(store, host, { scope, asOfMs, shownMs })
    },
  }
}

type Reader = Pick<Call<'hostNotes'>, 'user' | 'by'>

const mayRetractAny = ({ role }: Reader['user']) => administrators.some((one) => one === role)

function noteView({ actor, ...note }: StoredNote, { user, by }: Reader): HostNote {
  const mayRetract = note.retracted === null && (actor === by.actor || mayRetractAny(user))
  return { ...note, mayRetract }
}
