import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openApiDocument } from '#collector/api/openapi.ts'
import { factsRegistry, probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { agentFrame, collectorFrame, protocolVersion } from '#protocol/frames.ts'
import { joinTicket } from '#protocol/join.ts'
import { limits } from '#protocol/limits.ts'
import { checkout } from './tool.ts'

/** A document that is made from the code and stands in docs/ for those who do not read TypeScript. */
type Document = { readonly file: string; text(): string }

const documents: readonly Document[] = [
  { file: 'docs/protocol.schema.json', text: () => asText(protocolSchema()) },
  { file: 'docs/openapi.json', text: () => asText(openApiDocument(productVersion())) },
]

/** The documents in `folder` that differ from what the code says now. */
export async function schemaDrift(folder = checkout): Promise<string[]> {
  return documents
    .filter(({ file, text }) => {
      const path = join(folder, file)
      return !existsSync(path) || readFileSync(path, 'utf8') !== text()
    })
    .map(({ file }) => file)
}

/** Writes every document into `folder`; the names of those that changed. */
export async function writeSchemas(folder = checkout): Promise<string[]> {
  const stale = await schemaDrift(folder)
  for (const { file, text } of documents) {
    if (stale.includes(file)) writeFileSync(join(folder, file), text())
  }
  return stale
}

/** JSON Schema (draft 2020-12) of all that crosses the wire, and the numbers that bound it. */
function protocolSchema(): unknown {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Khiên protocol',
    description:
      'Frames are JSON text over a WebSocket. A report is its header frame, then one line of canonical JSON per entry of `readings`.',
    protocol: protocolVersion,
    limits,
    probes: Object.fromEntries(
      probeIds.map((id) => {
        const { summary, platforms, cadenceMs, validForMs } = factsRegistry[id]
        return [id, { summary, platforms, cadenceMs, validForMs }]
      }),
    ),
    $defs: {
      agentFrame: schemaOf(agentFrame),
      collectorFrame: schemaOf(collectorFrame),
      joinTicket: schemaOf(joinTicket),
      ...Object.fromEntries(
        probeIds.map((id) => [`reading.${id}`, schemaOf(readingSchemas[id])] as const),
      ),
    },
  }
}

const manifest = z.object({ version: z.string() })

function productVersion(): string {
  const text = readFileSync(join(checkout, 'package.json'), 'utf8')
  return manifest.parse(JSON.parse(text)).version
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
