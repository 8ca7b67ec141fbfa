import type { RemedyId } from '#protocol/remedies.ts'
import { workLimits, type WorkItem } from '#protocol/work.ts'
import type { Api } from '../../api.ts'

/** More pages than any choice reaches over. */
const pagesMax = 200

/** Items as they stand now; what was put right meanwhile is not among them. */
export async function newestOf(
  api: Api,
  remedy: RemedyId,
  items: readonly WorkItem[],
): Promise<WorkItem[]> {
  const wanted = new Set(items.map(({ id }) => id))
  const found: WorkItem[] = []
  for (let page = 1; page <= pagesMax && found.length < wanted.size; page += 1) {
    const query = { page, pageSize: workLimits.itemsAtOnce }
    const answer = await api.call('workItems', { params: { remedy }, query })
    found.push(...answer.items.filter(({ id }) => wanted.has(id)))
    if (page * answer.pageSize >= answer.total) break
  }
  return found
}
