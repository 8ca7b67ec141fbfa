import { strFromU8 } from 'fflate'
import { Refusal } from '#protocol/refusals.ts'
import type { Parts } from '#collector/sheets/zip.ts'
import { readTemplate } from './read-template.ts'
import { knownTags, type TagTree } from './tags.ts'

/** Where a tag stands: which part of the document, which paragraph of it, and the words of that paragraph. */
type Place = { readonly part: string; readonly paragraph: number; readonly text: string }
type Found = { readonly tag: string; readonly place: Place }

const textParts = /^word\/(?:document|header\d*|footer\d*)\.xml$/
/** They print the snapshot, the heads of both chains and what was left out; without them a report proves nothing. */
const provingTags = ['nguon_so_lieu', '#phu_luc'] as const
const wordsAroundMax = 60
const unknownShownMax = 10

/**
 * Checks an uploaded template before it is kept: its size, that nothing in it runs or fetches, that every tag is
 * known where it stands, that every loop is closed in the order in which it was opened, and that what proves a
 * report is in it.
 * @throws Refusal TEMPLATE_TOO_LARGE, TEMPLATE_NOT_READABLE, TEMPLATE_UNSAFE, TEMPLATE_TAG_UNKNOWN, TEMPLATE_LOOP_OPEN,
 * TEMPLATE_TAG_BROKEN, TEMPLATE_TAG_MISSING
 */
export function checkTemplate(bytes: Uint8Array): Parts {
  const parts = readTemplate(bytes)
  const found = Object.entries(parts).flatMap(([name, content]) => {
    if (!textParts.test(name)) return []
    const tags = tagsOf(name, strFromU8(content))
    checkPart(tags)
    return tags
  })
  const missing = provingTags.filter((tag) => !found.some((one) => one.tag.startsWith(tag)))
  if (missing.length > 0) {
    const tags = missing.map((tag) => `{${tag}}`).join(', ')
    throw new Refusal('TEMPLATE_TAG_MISSING', { tags })
  }
  return parts
}

function checkPart(found: readonly Found[]): void {
  const open: Found[] = []
  const unknown: Found[] = []
  for (const one of found) {
    const name = nameOf(one.tag)
    if (one.tag.startsWith('/')) closeLoop(open, one, name)
    else if (one.tag.startsWith('#')) {
      if (treeOf([...open, one]) === null) unknown.push(one)
      open.push(one)
    } else if (!isKnown(open, name)) unknown.push(one)
  }
  // What follows an open loop looks unknown because of it, so the loop is named first.
  const [left] = open
  if (left) throw loopOpen(left)
  if (unknown.length > 0) {
    const shown = unknown.slice(0, unknownShownMax)
    const tags = shown.map(({ tag, place }) => `{${tag}} (${placeText(place)})`).join(', ')
    throw new Refusal('TEMPLATE_TAG_UNKNOWN', { tags })
  }
}

/** Without its sign and without options, e.g. `doan` of `#doan [loopOver: "paragraph"]`. */
const nameOf = (tag: string) => (tag.split('[')[0] ?? '').replace(/^[#/]/, '').trim()

function closeLoop(open: Found[], one: Found, name: string): void {
  const last = open.pop()
  if (last && (name === '' || nameOf(last.tag) === name)) return
  throw loopOpen(last ?? one)
}

const loopOpen = ({ tag, place }: Found) =>
  new Refusal('TEMPLATE_LOOP_OPEN', { tag: `{${tag}}`, place: placeText(place) })

const placeText = ({ part, paragraph, text }: Place) =>
  `${part.replace('word/', '')}, đoạn ${paragraph}: “${text}”`

/** The tags inside these loops; null where one of them is no loop. */
function treeOf(open: readonly Found[]): TagTree | null {
  let tree: TagTree = knownTags
  for (const { tag } of open) {
    const name = nameOf(tag)
    const inner: string | TagTree | undefined = Object.hasOwn(tree, name) ? tree[name] : undefined
    if (inner === undefined || typeof inner === 'string') return null
    tree = inner
  }
  return tree
}

/** Inside a loop its own tags are known, and those outside of all loops. */
function isKnown(open: readonly Found[], name: string): boolean {
  const inner = treeOf(open)
  const isText = (tree: TagTree | null) =>
    tree !== null && Object.hasOwn(tree, name) && typeof tree[name] === 'string'
  return isText(inner) || isText(knownTags)
}

/** The tags of one part in order. Word cuts text into runs, so a paragraph is put together before it is read. */
function tagsOf(part: string, xml: string): Found[] {
  const paragraphs = xml.match(/<w:p[ >][\s\S]*?<\/w:p>/g) ?? []
  return paragraphs.flatMap((paragraphXml, index) => {
    const text = [...paragraphXml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((match) => decoded(match[1] ?? ''))
      .join('')
    const place = { part, paragraph: index + 1, text: text.slice(0, wordsAroundMax) }
    const rest = text.replaceAll(/\{[^{}]*\}/g, '')
    if (/[{}]/.test(rest)) {
      throw new Refusal('TEMPLATE_TAG_BROKEN', { place: placeText(place) })
    }
    return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => ({ tag: match[1] ?? '', place }))
  })
}

const decoded = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
