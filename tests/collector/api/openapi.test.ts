import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '#collector/api/openapi.ts'
import { routes, type Route } from '#protocol/routes.ts'

const operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.unknown().optional(),
  responses: z.object({ 200: z.object({ content: z.record(z.string(), z.unknown()) }) }),
})
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

test('the document has every route with its parameters, its body and its answer', () => {
  const { paths } = document.parse(openApiDocument('0.1.0'))
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters, ...rest }]) => ({
      name: operationId,
      address: `${method.toUpperCase()} ${path}`,
      parameters: parameters.map((parameter) => `${parameter.in} ${parameter.name}`),
      hasBody: rest.requestBody !== undefined,
      answers: Object.keys(rest.responses[200].content),
    })),
  )
  const contract = Object.entries<Route>(routes).map(([name, route]) => ({
    name,
    address: `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
    parameters: [
      ...Object.keys(route.params?.shape ?? {}).map((key) => `path ${key}`),
      ...Object.keys(route.query?.shape ?? {}).map((key) => `query ${key}`),
      ...(route.method === 'POST' && route.repeat !== 'harmless' ? ['header idempotency-key'] : []),
    ],
    hasBody: route.body !== undefined || route.takesBytesMax !== undefined,
    answers: [mediaTypeOf(route)],
  }))
  const byName = (left: { name: string }, right: { name: string }) =>
    left.name < right.name ? -1 : 1
  expect(described.sort(byName)).toEqual(contract.sort(byName))
})

function mediaTypeOf({ isStream, isFile, fileType }: Route): string {
  if (isFile) return fileType ?? 'application/octet-stream'
  return isStream ? 'text/event-stream' : 'application/json'
}

test('what may be left out is not said to be required', () => {
  const { paths } = openApiDocument('0.1.0') as {
    paths: Record<string, { get: { parameters: { name: string; required: boolean }[] } }>
  }
  const parameters = paths['/api/hosts']?.get.parameters ?? []
  expect(parameters.filter(({ required }) => required)).toEqual([])
})
