import { z } from 'zod'
import { routes as contract, type Route, type RouteName } from '#protocol/routes.ts'
import { fileFormats as formats } from '#protocol/export-routes.ts'
import { liveEvent } from '#protocol/views.ts'

/*
 * What a browser has to know of the contract. The build runs this file and puts what it exports into the pages as data:
 * the schemas stay with the collector, which holds every question and every answer against them.
 */

/** `answers` names one part that every answer to a question has: a browser has to load all of these. */
type Called = Pick<Route, 'method' | 'path' | 'access'> & { readonly answers?: string }

const called: Readonly<Record<string, Called>> = Object.fromEntries(
  Object.entries(contract).map(([name, { method, path, access, output }]) => {
    const part = method === 'GET' ? partOf(output) : undefined
    return [name, { method, path, access, ...(part === undefined ? {} : { answers: part }) }]
  }),
)

function partOf(output: z.ZodType): string | undefined {
  if (!(output instanceof z.ZodObject)) return undefined
  const parts: Readonly<Record<string, z.ZodType>> = output.shape
  return Object.keys(parts).find((part) => parts[part]?.safeParse(undefined).success === false)
}

/** Every route: how it is called, by whom it may be, and by what an answer is known. */
export const routes = called as Readonly<Record<RouteName, Called>>

/** What a table can be taken away as. */
export const fileFormats = formats

/** Every kind of event of the live channel. */
export const liveKinds = liveEvent.options.map((option) => option.shape.kind.value)
