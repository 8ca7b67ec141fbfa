import { deleteView, listViews, renameView, saveView } from '#store/views/saved-views.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'savedViews' | 'saveView' | 'renameView' | 'deleteView'

/** What each person keeps of the lists they work with. */
export function savedViewHandlers({ store, newId }: ApiDeps): Pick<Handlers, Names> {
  return {
    async savedViews({ query: { screen }, user }) {
      return { views: await listViews(store.reader, { userId: user.id, screen }) }
    },

    saveView: ({ body, user, by }) =>
      saveView(store.db, { ...body, userId: user.id }, { ...by, newId }),

    renameView: ({ params: { id }, body, user, by }) =>
      renameView(store.db, { userId: user.id, id, ...body }, by),

    deleteView: ({ params: { id }, user, by }) => deleteView(store.db, { userId: user.id, id }, by),
  }
}
