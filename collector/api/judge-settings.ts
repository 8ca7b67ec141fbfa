import { controlsUnder, settingsInUse } from '#domain/control-settings.ts'
import { productSettings } from '#domain/settings.ts'
import type { JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { JudgeSettingView } from '#protocol/judging-views.ts'
import { decideSetting, listDecisions } from '#store/judge-settings.ts'
import { readSettings } from '#store/judging.ts'
import type { Db } from '#store/schema.ts'
import type { ApiDeps, Handlers } from './call.ts'

const historyMax = 20

/** The choices that the plans leave open, and deciding them. */
export function judgeSettingHandlers({
  store,
  contexts,
}: ApiDeps): Pick<Handlers, 'judgeSettings' | 'decideJudgeSetting'> {
  return {
    judgeSettings: async () => ({ settings: await readViews(store.reader) }),

    async decideJudgeSetting({ params: { key }, body, by, user }) {
      const before = await viewOf(store.db, key)
      const { value, expectedRevision } = body
      const decision = { key, value, note: body.note || null, expectedRevision }
      await decideSetting(store, decision, { ...by, author: user.name, before })
      await contexts.reload()
      return viewOf(store.db, key)
    },
  }
}

async function viewOf(db: Db, key: JudgeSettingKey): Promise<JudgeSettingView> {
  const view = (await readViews(db)).find((one) => one.key === key)
  if (!view) throw new Error(`no setting ${key}`)
  return view
}

async function readViews(db: Db): Promise<JudgeSettingView[]> {
  const decisions = await listDecisions(db, null)
  return settingsInUse(await readSettings(db, null), null).map((setting) => {
    const own = decisions.filter(({ key }) => key === setting.key)
    return {
      ...setting,
      revision: own[0]?.revision ?? 0,
      defaultValue: productSettings[setting.key].value,
      controls: controlsUnder(setting.key),
      history: own
        .slice(0, historyMax)
        .map(({ value, author, decidedMs, note }) => ({ value, author, decidedMs, note })),
    }
  })
}
