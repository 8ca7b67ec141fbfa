import { z } from 'zod'
import { csrfHeader, refusalBody, routes, type Route } from '#protocol/routes.ts'

type Json = Readonly<Record<string, unknown>>

const sessionScheme = 'session'
const csrfScheme = 'csrf'
const roleTexts = {
  public: 'Needs no session.',
  reader: 'Any signed-in user.',
  administrator: 'Administrators alone.',
} as const satisfies Record<Route['role'], string>

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
      description: 'Endpoint security posture for a provincial government.',
    },
    paths,
    components: {
      schemas: { Refusal: schemaOf(refusalBody, 'output') },
      securitySchemes: {
        [sessionScheme]: { type: 'apiKey', in: 'cookie', name: '__Host-khien' },
        [csrfScheme]: { type: 'apiKey', in: 'header', name: csrfHeader },
      },
    },
  }
}

function operation(name: string, route: Route): Json {
  const mediaType = mediaTypeOf(route)
  const parameters = [...parametersOf('path', route.params), ...parametersOf('query', route.query)]
  return {
    operationId: name,
    summary: route.summary,
    description: roleTexts[route.role],
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.takesBytesMax === undefined ? {} : { requestBody: fileBody }),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: {
        description: route.isStream ? 'One event per message.' : 'Done.',
        content: {
          [mediaType]: { schema: route.isFile ? file : schemaOf(route.output, 'output') },
        },
      },
      default: {
        description: 'A refusal; its status is in the table of codes.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  }
}

const file: Json = { type: 'string', format: 'binary' }
const fileBody: Json = { required: true, content: { 'application/octet-stream': { schema: file } } }

function mediaTypeOf({ isStream, isFile }: Route): string {
  if (isFile) return 'application/octet-stream'
  return isStream ? 'text/event-stream' : 'application/json'
}

function securityOf({ role, method }: Route): Json[] {
  if (role === 'public') return []
  return [method === 'GET' ? { [sessionScheme]: [] } : { [sessionScheme]: [], [csrfScheme]: [] }]
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input')
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
