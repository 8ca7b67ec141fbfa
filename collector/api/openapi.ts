import { z } from 'zod'
import { repeatHeader, repeatKeyForm } from '#protocol/route.ts'
import { csrfHeader, refusalBody, routes, type Route } from '#protocol/routes.ts'
import { exampleOf } from './openapi-examples.ts'

type Json = Readonly<Record<string, unknown>>

const sessionScheme = 'session'
const csrfScheme = 'csrf'
const tokenScheme = 'token'

const description = [
  'Endpoint security posture for a provincial government.',
  'A program calls with `Authorization: Bearer <token>`, a token made under Administration; it sees what its role and its agency may see. A browser calls with its session.',
  'What is read carries an `ETag` over its bytes; sent back in `If-None-Match` it is answered with 304 while nothing has changed. An answer that tells of now names its moment (`asOfMs`) and is another each time; with `asOf` it stays the same.',
  'Whoever may lose an answer sends an `Idempotency-Key` (16 to 64 letters, digits, `-` or `_`, made anew for each thing that is asked for) with what says that it takes one, and the same key when asking again. Within a day the same caller is then answered as the first time, under `Idempotency-Replayed: true`, and nothing is done twice. Another body under the same key is refused (REPEAT_OF_ANOTHER). While the first is worked on the second waits, at last refused with REPEAT_UNDER_WAY. Where it broke down half way the second is told so (REPEAT_UNKNOWN). Answers that hold a secret are not kept: the second is told that it was done, and the id (REPEAT_DONE). What was refused was not done, and its key is free again.',
  'Lists come in pages. The summary of each says how to read all of it while it changes: by a cursor, or at a fixed moment.',
].join('\n\n')

/** The contract of protocol/routes.ts as an OpenAPI 3.1 document: the same routes give the same bytes. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Khiên',
      version,
      description,
    },
    paths,
    components: {
      schemas: { Refusal: schemaOf(refusalBody, 'output') },
      securitySchemes: {
        [sessionScheme]: { type: 'apiKey', in: 'cookie', name: '__Host-khien' },
        [csrfScheme]: { type: 'apiKey', in: 'header', name: csrfHeader },
        [tokenScheme]: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operation(name: string, route: Route): Json {
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...repeatParameterOf(route),
  ]
  return {
    operationId: name,
    summary: route.summary,
    description: whoMayCall(route),
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.takesBytesMax === undefined ? {} : { requestBody: fileBody }),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(route.body, 'input'),
                example: exampleOf(route.body, 'input', `${name}.body`),
              },
            },
          },
        }
      : {}),
    responses: responsesOf(name, route),
  }
}

function responsesOf(name: string, route: Route): Json {
  const isJson = !route.isFile && !route.isStream
  const tag = { ETag: { description: 'Of these bytes.', schema: { type: 'string' } } }
  const isTagged = isJson && route.method === 'GET'
  return {
    200: {
      description: route.isStream ? 'One event per message.' : 'Done.',
      ...(isTagged ? { headers: tag } : {}),
      content: { [mediaTypeOf(route)]: contentOf(name, route) },
    },
    ...(isTagged ? { 304: { description: 'As `If-None-Match` has it.' } } : {}),
    default: {
      description: 'A refusal; its status is in the table of codes.',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Refusal' },
          example: { code: 'NOT_ALLOWED', params: {} },
        },
      },
    },
  }
}

function contentOf(name: string, route: Route): Json {
  if (route.isFile) return { schema: file, example: fileExample(route) }
  return {
    schema: schemaOf(route.output, 'output'),
    example: exampleOf(route.output, 'output', `${name}.output`),
  }
}

const fileExample = ({ fileType }: Route) =>
  fileType?.startsWith('text/plain') ? 'khien_agents_connected 412\n' : '(the bytes of a file)'

const file: Json = { type: 'string', format: 'binary' }
const fileBody: Json = {
  required: true,
  content: { 'application/octet-stream': { schema: file, example: '(the bytes of a file)' } },
}

function mediaTypeOf({ isStream, isFile, fileType }: Route): string {
  if (isFile) return fileType ?? 'application/octet-stream'
  return isStream ? 'text/event-stream' : 'application/json'
}

function whoMayCall({ access, isOfSession }: Route): string {
  if (access === 'public') return 'Needs no session.'
  const roles = `Roles: ${access.join(', ')}.`
  return isOfSession ? `${roles} Of a session alone: a token is refused.` : roles
}

/** A session or a token; what is of a session alone refuses tokens. */
function securityOf({ access, method, isOfSession }: Route): Json[] {
  if (access === 'public') return []
  const session =
    method === 'GET' ? { [sessionScheme]: [] } : { [sessionScheme]: [], [csrfScheme]: [] }
  return isOfSession ? [session] : [session, { [tokenScheme]: [] }]
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input')
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
    example: exampleOfField(schema, name),
  }))
}

function repeatParameterOf({ repeat }: Route): Json[] {
  if (repeat === undefined || repeat === 'harmless') return []
  const schema = { type: 'string', pattern: repeatKeyForm.source }
  const example = '0193f0c2-7a54-7d5e-9d0f-2a4be0b1c5d6'
  return [{ name: repeatHeader, in: 'header', required: false, schema, example }]
}

function exampleOfField({ shape }: z.ZodObject, name: string): unknown {
  const field = shape[name]
  if (!(field instanceof z.ZodType)) throw new Error(`no schema of ${name}`)
  return exampleOf(field, 'input', name)
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
