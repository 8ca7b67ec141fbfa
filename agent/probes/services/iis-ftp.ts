import { readConfig } from './config-lines.ts'
import { presenceOf } from './reach.ts'
import { openingOf, serviceOf, type ServiceReader } from './found-service.ts'

/** Where IIS keeps what it was told. */
export const applicationHostFile = 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config'

/**
 * FTP sites of IIS that let everybody in. That some authorisation rule keeps them from every folder is not weighed.
 * Source: Microsoft, "FTP Anonymous Authentication <anonymousAuthentication>". Not verified on a real machine.
 */
export const readIisFtp: ServiceReader = async (system, running) => {
  const config = await readConfig(system, applicationHostFile)
  if (config === null) return []
  const presence = presenceOf(running, { programs: ['svchost'], ports: [21] })
  const lines = anonymousLines(config.lines.map(({ text }) => text))
  if (lines.sites === 0 && config.unread === null) return []
  const openings = lines.open.map((line) =>
    openingOf({
      kind: 'anonymous',
      opens: 'read',
      exposure: presence.reach ?? 'any',
      at: { file: applicationHostFile, line },
    }),
  )
  return [serviceOf('iis-ftp', presence, { openings, unseen: config.unread })]
}

/** How many `<ftpServer>` there are, and on which lines inside them the anonymous sign-in is switched on. */
function anonymousLines(lines: readonly string[]): { sites: number; open: number[] } {
  let isInside = false
  let sites = 0
  const open: number[] = []
  for (const [index, text] of lines.entries()) {
    if (/<ftpServer\b[^>]*[^/]>|<ftpServer>/i.test(text)) {
      isInside = true
      sites += 1
    }
    if (isInside && /<anonymousAuthentication\b[^>]*\benabled="true"/i.test(text))
      open.push(index + 1)
    if (/<\/ftpServer>/i.test(text)) isInside = false
  }
  return { sites, open }
}

/** A line of applicationHost.config as a recording keeps it: no name of a site, no folder but the delivered one. */
export function reduceApplicationHostLine(line: string): string {
  const [, tag] = /(<\/?(?:ftpServer|site|defaultDocument)\b)/i.exec(line) ?? []
  if (tag !== undefined) return `${tag}>`
  const [, kept] =
    /(physicalPath="(?:%SystemDrive%|C:)\\inetpub\\wwwroot\\?"|<add\s+value="[\w.]{1,40}")/i.exec(
      line,
    ) ?? []
  if (kept !== undefined) return kept
  const [, port] = /bindingInformation="[^":]*:(\d+):/i.exec(line) ?? []
  if (port !== undefined) return `<binding bindingInformation="*:${port}:" />`
  if (!/<anonymousAuthentication\b/i.test(line)) return ''
  const isOn = /\benabled="true"/i.test(line)
  return `<anonymousAuthentication enabled="${isOn ? 'true' : 'false'}" />`
}
