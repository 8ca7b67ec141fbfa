import { expect, test } from 'vitest'
import { z } from 'zod'
import { exampleOf } from '#collector/api/openapi-examples.ts'
import { repeatKeyForm } from '#protocol/route.ts'
import { openApiDocument } from '#collector/api/openapi.ts'
import { routes, type Route } from '#protocol/routes.ts'

const media = z.object({ example: z.unknown() })
const content = z.object({ content: z.record(z.string(), media) })
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), example: z.unknown() }))
    .default([]),
  requestBody: content.optional(),
  responses: z.object({ 200: content }),
})
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

const operations = new Map(
  Object.values(document.parse(openApiDocument('0.1.0')).paths)
    .flatMap((one) => Object.values(one))
    .map((one) => [one.operationId, one]),
)
const contract = Object.entries<Route>(routes)
const of = (name: string) => {
  const found = operations.get(name)
  if (!found) throw new Error(`${name} is not described`)
  return found
}
const exampleIn = (part: z.infer<typeof content> | undefined) =>
  Object.values(part?.content ?? {})[0]?.example

test('every parameter has an example that its route takes', () => {
  const refused: unknown[] = []
  let seen = 0
  for (const [name, { params, query }] of contract) {
    for (const { name: key, in: place, example } of of(name).parameters) {
      const repeatKey = z.string().regex(repeatKeyForm)
      const field = place === 'header' ? repeatKey : (place === 'path' ? params : query)?.shape[key]
      const isTaken =
        example !== undefined && z.object({ field }).safeParse({ field: example }).success
      if (!isTaken) refused.push([name, key, example])
      seen += 1
    }
  }
  expect(refused).toEqual([])
  expect(seen).toBeGreaterThan(100)
})

test('every body has an example that its route takes', () => {
  const refused = contract.filter(
    ([name, { body }]) => body && !body.safeParse(exampleIn(of(name).requestBody)).success,
  )
  expect(refused.map(([name]) => name)).toEqual([])
})

test('every answer has an example that fits its route, a file too', () => {
  const unlike = contract.filter(([name, { output, isFile }]) => {
    const example = exampleIn(of(name).responses[200])
    return example === undefined || (!isFile && !output.safeParse(example).success)
  })
  expect(unlike.map(([name]) => name)).toEqual([])
})

test('a token may call what is not public and not of a session alone, and nothing else', () => {
  const byToken = contract
    .filter(([name]) => of(name).security.some((one) => 'token' in one))
    .map(([name]) => name)
  const expected = contract
    .filter(([, { access, isOfSession }]) => access !== 'public' && !isOfSession)
    .map(([name]) => name)
  expect(byToken).toEqual(expected)
})

test('a schema of which no example can be made is refused when the document is made', () => {
  const plate = z.object({ plate: z.string().regex(/^\d{2}[A-Z]-\d{5}$/) })
  expect(() => exampleOf(plate, 'input', 'plate')).toThrow('no example of plate')
  const told = z.object({ plate: plate.shape.plate.meta({ examples: ['76A-00001'] }) })
  expect(exampleOf(told, 'input', 'plate')).toEqual({ plate: '76A-00001' })
})
