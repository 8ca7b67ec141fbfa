import type { System } from '../../system.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'
import { applicationHostFile } from './iis-ftp.ts'
import { readConfig, type ConfigLine } from './config-lines.ts'
import { presenceOf } from './reach.ts'

const folder = 'C:\\inetpub\\wwwroot'
const welcomePage = 'iisstart.htm'
/** What is looked for before the welcome page, where nobody set another order. */
const documentsBefore = ['Default.htm', 'Default.asp', 'index.htm', 'index.html']
const isDelivered = /physicalPath="(%SystemDrive%|C:)\\inetpub\\wwwroot\\?"/i

/**
 * A site of IIS that still shows the page it was delivered with: it says that there is a server, and of which age. Where
 * the folder has a `web.config`, somebody has set the site up.
 * Source: Microsoft, "Site <site>", "Default Document <defaultDocument>". Not verified on a real machine.
 */
export const readIis: ServiceReader = async (system, running) => {
  const config = await readConfig(system, applicationHostFile)
  if (config === null) return []
  const site = deliveredSite(config.lines)
  if (site === null && config.unread === null) return []
  const presence = presenceOf(running, { programs: ['system'], ports: site?.ports ?? [80] })
  const told = (result: Parameters<typeof serviceOf>[2]) => [serviceOf('iis', presence, result)]
  if (site === null) return told({ openings: [], unseen: config.unread })
  if (!(await showsWelcomePage(system, documentsOf(config.lines))))
    return told({ openings: [], unseen: config.unread })
  const opening = openingOf({
    kind: 'welcome-page',
    opens: 'information',
    exposure: presence.reach ?? 'any',
    at: at(site.line),
  })
  return told({ openings: [opening], unseen: config.unread })
}

/** The site in the folder that IIS brings, with its ports; null: there is none. */
function deliveredSite(lines: readonly ConfigLine[]): { line: ConfigLine; ports: number[] } | null {
  let line: ConfigLine | null = null
  let ports: number[] = []
  for (const each of lines) {
    if (/<site\b/i.test(each.text)) ports = []
    if (isDelivered.test(each.text)) line = each
    const [, port] = /<binding\b[^>]*bindingInformation="[^":]*:(\d+):/i.exec(each.text) ?? []
    if (port !== undefined) ports.push(Number(port))
    if (line !== null && /<\/site>/i.test(each.text)) break
  }
  return line && { line, ports }
}

/** The documents that come before the welcome page; null: it is none of them. */
function documentsOf(lines: readonly ConfigLine[]): readonly string[] | null {
  const begin = lines.findIndex(({ text }) => /<defaultDocument\b/i.test(text))
  if (begin === -1) return documentsBefore
  const end = lines.findIndex(
    ({ text }, index) => index > begin && /<\/defaultDocument>/i.test(text),
  )
  const listed = lines.slice(begin, end === -1 ? undefined : end).flatMap(({ text }) => {
    const [, name] = /<add\b[^>]*\bvalue="([^"]+)"/i.exec(text) ?? []
    return name ?? []
  })
  const place = listed.findIndex((name) => name.toLowerCase() === welcomePage)
  return place === -1 ? null : listed.slice(0, place)
}

async function showsWelcomePage(
  system: System,
  before: readonly string[] | null,
): Promise<boolean> {
  if (before === null) return false
  for (const name of ['web.config', ...before]) {
    const status = await system.fileStatus(`${folder}\\${name}`)
    if (status.ok && status.value !== null) return false
  }
  const page = await system.readFile(`${folder}\\${welcomePage}`)
  return page.ok && welcomeTitle.test(page.value)
}

/** Of IIS 7 to 10, servers and workstations. */
const welcomeTitle = /<title>\s*(IIS\b|IIS\d|Microsoft Internet Information Services)/i

/** A line of the welcome page as a recording keeps it. */
export function reduceWelcomeLine(line: string): string {
  return welcomeTitle.test(line) ? '<title>IIS' : ''
}
