import { routes as contract, type Route, type RouteName } from '#protocol/routes.ts'
import { liveEvent } from '#protocol/views.ts'

/*
 * What a browser has to know of the contract. The build runs this file and puts what it exports into the pages as data:
 * the schemas stay with the collector, which holds every question and every answer against them.
 */

type Called = Pick<Route, 'method' | 'path' | 'access'>

const called: Readonly<Record<string, Called>> = Object.fromEntries(
  Object.entries(contract).map(([name, { method, path, access }]) => [
    name,
    { method, path, access },
  ]),
)

/** Every route: how it is called, and by whom it may be. */
export const routes = called as Readonly<Record<RouteName, Called>>

/** Every kind of event of the live channel. */
export const liveKinds = liveEvent.options.map((option) => option.shape.kind.value)
