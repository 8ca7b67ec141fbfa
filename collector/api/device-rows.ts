import { openTimes, settledItems, severityOf, standingOf } from '#domain/devices.ts'
import type { DevicePage, DeviceRow, DeviceShow, DeviceStanding } from '#protocol/devices.ts'
import type { Day } from '#protocol/register.ts'
import { severity } from '#protocol/values.ts'
import type { StoredDevice } from '#store/devices/read-devices.ts'

/** A device as lists show it; undefined: nothing of it holds today. */
export function deviceRowOf(stored: StoredDevice, today: Day): DeviceRow | undefined {
  const { entryId, agency, versions, judgements } = stored
  const body = versions.at(-1)?.body
  if (!body) return undefined
  const { stateReason: _reason, ...declared } = body
  const newest = judgements.at(-1)
  const { standing, isChanged } = standingOf(body, newest)
  // Answers about another device than the one that is declared now say nothing.
  const answers = isChanged ? {} : (newest?.answers ?? {})
  return {
    entryId,
    agency,
    ...declared,
    standing,
    isChanged,
    ...settledItems(body.kind, answers),
    finding: findingOf(stored, today),
  }
}

function findingOf({ versions, judgements }: StoredDevice, today: Day): DeviceRow['finding'] {
  const times = openTimes(versions, judgements)
  const [first, last] = [times[0], times.at(-1)]
  const body = versions.at(-1)?.body
  if (!body || !first || last?.untilDay !== null) return null
  const newest = judgements.at(-1)
  const dueDay = newest?.dueDay ?? null
  return {
    severity: severityOf(body, newest),
    firstDay: first.fromDay,
    sinceDay: last.fromDay,
    reopened: times.length - 1,
    owner: newest?.owner ?? body.owner,
    dueDay,
    isOverdue: dueDay !== null && dueDay < today,
  }
}

/** Whether a list shows a device. */
export function isShown(row: DeviceRow, show: DeviceShow | undefined): boolean {
  if (show === undefined) return true
  return show === 'finding' ? row.finding !== null : row.standing === show
}

/** How many devices each list has. */
export function countShows(rows: readonly DeviceRow[]): DevicePage['counts'] {
  const count = (show: DeviceShow) => rows.filter((row) => isShown(row, show)).length
  return {
    finding: count('finding'),
    new: count('new'),
    'under-review': count('under-review'),
    cleared: count('cleared'),
    refused: count('refused'),
  }
}

const worst: readonly DeviceStanding[] = ['refused', 'new', 'under-review', 'cleared']

/** Findings first, by severity, overdue, and how long they are open; then what is not in use. */
export function worstDeviceFirst(left: DeviceRow, right: DeviceRow): number {
  const [a, b] = [orderOf(left), orderOf(right)]
  const index = a.findIndex((part, at) => part !== b[at])
  if (index === -1) return 0
  return (a[index] ?? '') < (b[index] ?? '') ? -1 : 1
}

function orderOf({ finding, standing, code, entryId }: DeviceRow): readonly string[] {
  const rank = finding ? severity.options.indexOf(finding.severity) : severity.options.length
  return [
    String(rank),
    finding?.isOverdue === true ? '0' : '1',
    finding?.sinceDay ?? '',
    String(worst.indexOf(standing)),
    code,
    entryId,
  ]
}
