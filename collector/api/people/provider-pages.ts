import type { Refusal } from '#protocol/refusals.ts'
import { translator } from '#i18n/translator.ts'

/**
 * Goes on to a path of ours. The browser has come here from another site, so it would not send the strict cookie of
 * the new session along with a redirect; a page of ours that goes on is the same site.
 */
export function continuePage(path: string): string {
  return page({
    head: `<meta http-equiv="refresh" content="0;url=${escape(path)}">`,
    body: sentences('sign-in.continue').map((text) => link(path, text)),
  })
}

/** Why nobody was signed in, and the way back. Which language somebody reads is not known here. */
export function refusedPage({ code, params }: Refusal): string {
  const said = [translator('vi'), translator('en')].map((words) =>
    words.say(`refusal.${code}`, params),
  )
  const back = sentences('sign-in.back').map((text) => link('/', text))
  return page({ head: '', body: [...said.map(escape), ...back] })
}

const sentences = (key: 'sign-in.continue' | 'sign-in.back') =>
  [translator('vi'), translator('en')].map(({ t }) => t(key))

const link = (path: string, text: string) => `<a href="${escape(path)}">${escape(text)}</a>`

function page({ head, body }: { head: string; body: readonly string[] }): string {
  return [
    '<!doctype html>',
    '<html lang="vi">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    head,
    '<title>Khiên</title>',
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 16px}</style>',
    '</head>',
    '<body><main>',
    ...body.map((text) => `<p>${text}</p>`),
    '</main></body>',
    '</html>',
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
