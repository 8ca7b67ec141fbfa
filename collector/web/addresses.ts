import { z } from 'zod'
import { auditQuery } from '#protocol/audit-routes.ts'
import { catalogueKinds } from '#protocol/catalogue/signed.ts'
import { deviceCheckQuery, deviceCheckResultQuery } from '#protocol/device-check-routes.ts'
import { deviceQuery } from '#protocol/device-routes.ts'
import { hostQuery } from '#protocol/host-query.ts'
import { importLimits, importStatuses } from '#protocol/import-views.ts'
import { neighbourQuery } from '#protocol/neighbour-routes.ts'
import { sendingState } from '#protocol/obligations.ts'
import { entryQuery, machineQuery, matchQuery } from '#protocol/register-routes.ts'
import { day, entryKind } from '#protocol/register.ts'
import { releaseHostsQuery } from '#protocol/release-routes.ts'
import { reportRoutes } from '#protocol/report-routes.ts'
import { snapshotQuery, trendQuery, whatMovedQuery } from '#protocol/snapshot-routes.ts'
import { workFilters } from '#protocol/work-routes.ts'
import { shapeOf } from './search-shape.ts'

/*
 * What stands after the `?` of the addresses of the console. The build runs this file and puts what it exports into the
 * pages as data, so a browser loads no schema to read its address: everything here has to be known when the pages are
 * built, and is JSON.
 */

const page = z.coerce.number().int().min(1).max(1_000_000).optional()
const id = (lengthMax: number) => z.string().max(lengthMax).optional()
const yes = z.enum(['yes']).optional()

/** Of every screen: the past moment that is shown, and the form for a screen on a wall. */
export const shellShape = shapeOf(
  z.object({
    asOf: hostQuery.shape.asOf,
    /** The moment of the address could not be read; the router takes it out, and this stays to say so. */
    asOfFault: z.enum(['unreadable']).optional(),
    kiosk: z.enum(['1']).optional(),
  }),
)

export const overviewShape = shapeOf(
  z.object({
    plan: id(60),
    /** The indicator whose worst agencies are shown. */
    worst: id(60),
    /** The checklist of a first run is shown although it was put away. */
    start: yes,
    /** Since when what changed is shown. */
    since: z.enum(['signed']).optional(),
  }),
)

/** The parts of the screen of catalogues, in their order. */
export const catalogueParts = [...catalogueKinds, 'unknown', 'readers'] as const
export const cataloguesShape = shapeOf(z.object({ part: z.enum(catalogueParts).optional() }))

export const hostsShape = shapeOf(
  hostQuery
    .omit({ page: true, pageSize: true, asOf: true })
    .extend({
      /** The columns that are shown, with commas between them; what is no column is passed over. */
      columns: z.string().max(200),
    })
    .partial(),
)

/** Whose machines agents are brought to. */
export const installShape = shapeOf(z.object({ agency: id(40) }))

/** Which page of the log of changes of plans is shown. */
export const plansShape = shapeOf(
  z.object({ changes: z.coerce.number().int().min(1).max(100_000).optional() }),
)
/** With which other version one is compared. */
export const planVersionShape = shapeOf(
  z.object({ with: z.coerce.number().int().min(1).optional() }),
)
/** Which indicator of a plan is shown; its id has a dot, which in a path would name a file. */
export const indicatorShape = shapeOf(z.object({ of: id(60) }))

/** The filters of the audit; they stand in the address under the names of the query. */
export const auditShape = shapeOf(auditQuery.omit({ pageSize: true }))
export const peopleShape = shapeOf(z.object({ q: z.string().max(100) }).partial())

/** Which machine of a hand check is entered. */
export const handCheckShape = shapeOf(
  z.object({ machine: z.coerce.number().int().min(1).max(1_000).optional() }),
)
export const mondayShape = shapeOf(
  z.object({
    plan: id(60),
    /** Every machine of an agency, and not the first ten alone. */
    all: yes,
  }),
)
/** The days between which the calendar of duties is shown. */
export const obligationsShape = shapeOf(z.object({ from: day.optional(), until: day.optional() }))
/** Which group of one occurrence is shown, and whose report is open. */
export const occurrenceShape = shapeOf(z.object({ sending: sendingState.optional(), open: id(60) }))

/** The filters of the tree of organisations. */
export const organisationsShape = shapeOf(
  z.object({
    q: z.string().trim().max(100).optional(),
    standing: z.enum(['no']).optional(),
  }),
)
/** Whether the figures of an agency are its own or those of everything under it too. */
export const organisationShape = shapeOf(z.object({ parts: z.enum(['yes', 'no']).optional() }))

const { kind, agency, q, class: hostClass, state } = entryQuery.shape

export const registerShape = shapeOf(z.object({ class: hostClass }))
/** The filters of the declarations. */
export const entriesShape = shapeOf(
  z.object({ kind: kind.unwrap().optional(), agency, q, class: hostClass, state, page }),
)
/** The filters of the list of devices. */
export const devicesShape = shapeOf(
  z.object({ show: deviceQuery.shape.show, agency, q, kind: deviceQuery.shape.kind, state, page }),
)
/** The filters of the list of authorisations of checks of devices. */
export const deviceChecksShape = shapeOf(
  deviceCheckQuery.omit({ page: true, pageSize: true }).extend({ page }),
)
/** The filters of what came of checks of devices. */
export const checkResultsShape = shapeOf(
  deviceCheckResultQuery.omit({ page: true, pageSize: true }).extend({ page }),
)
/** The filters of the lists of machines. */
export const machinesShape = shapeOf(
  z.object({
    list: machineQuery.shape.list.unwrap().optional(),
    agency,
    under: machineQuery.shape.under,
    computers: machineQuery.shape.computers,
    class: hostClass,
    page,
  }),
)
/** The filters of what was seen on the network. */
export const releaseHostsShape = shapeOf(
  releaseHostsQuery.omit({ page: true, pageSize: true }).extend({ page }),
)

export const neighboursShape = shapeOf(
  neighbourQuery.omit({ page: true, pageSize: true }).extend({ page }),
)
/** The filters of the matching queue. */
export const matchesShape = shapeOf(
  z.object({
    show: matchQuery.shape.show.unwrap().optional(),
    agency,
    after: matchQuery.shape.after,
  }),
)

/** The filters of the list of imports. */
export const importsShape = shapeOf(z.object({ status: z.enum(importStatuses).optional(), page }))
/** How the file of one import is to be read, and the filter of its errors. */
export const importShape = shapeOf(
  z.object({
    kind: entryKind.optional(),
    agency: id(40),
    from: day.optional(),
    sheet: z.coerce.number().int().min(1).max(importLimits.partsMax).optional(),
    head: z.coerce.number().int().min(1).max(importLimits.headerRowMax).optional(),
    standing: z.enum(['correct', 'refuse']).optional(),
    q: z.string().max(100).optional(),
  }),
)

/** The filters of the list of reports; they stand in the address under the names of the query. */
export const reportsShape = shapeOf(
  reportRoutes.reports.query.omit({ pageSize: true, knownAt: true }).partial(),
)

/** The filters of the list of snapshots. */
export const snapshotsShape = shapeOf(snapshotQuery.omit({ pageSize: true, asOf: true }).partial())
/** Whose figures are shown of one snapshot; without one, the province's. */
export const snapshotShape = shapeOf(z.object({ agency: id(40) }))
/** Two sides and one number; a side is the id of a snapshot. */
export const movedShape = shapeOf(
  whatMovedQuery
    .pick({ indicator: true, agency: true, from: true, to: true, part: true })
    .partial()
    // As was known on the day that is shown; without it, as is known now.
    .extend({ known: z.enum(['then']).optional() }),
)
export const trendShape = shapeOf(
  trendQuery.pick({ plan: true, agency: true }).extend({
    view: z.enum(['table']).optional(),
    /** The agency alone, without what stands under it. */
    parts: z.enum(['no']).optional(),
  }),
)

/** The filters of the queue of work; the moment belongs to the whole console. */
const todo = workFilters.omit({ asOf: true })
export const todoShape = shapeOf(todo)
export const remedyShape = shapeOf(
  todo.extend({
    page: z.coerce.number().int().min(2).max(1_000_000).optional(),
    /** The machine that is open. */
    open: id(40),
  }),
)
/** Whose sheet of work is printed. */
export const workSheetShape = shapeOf(z.object({ agency: id(40) }))
