import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Refusal } from '#protocol/refusals.ts'

/** Where LibreOffice may be, and how long it may take. */
export type PdfTools = {
  readonly folders: readonly string[]
  readonly timeoutMs: number
}

const names = ['soffice', 'libreoffice']

/** Where packages of Linux and of LibreOffice itself put it. The first start with a new profile takes seconds. */
const usualPdfTools: PdfTools = {
  folders: [
    '/usr/bin',
    '/usr/local/bin',
    '/opt/libreoffice/program',
    'C:\\Program Files\\LibreOffice\\program',
  ],
  timeoutMs: 60_000,
}
const pdfBytesMax = 50_000_000
const complaintMax = 300

/**
 * Makes the PDF of a .docx with LibreOffice, in a process of its own with a profile of its own and an end in time.
 * @throws Refusal PDF_NOT_AVAILABLE where LibreOffice does not stand, PDF_FAILED where it fails or takes too long,
 * PDF_FONT_MISSING where the fonts of the server cannot write Vietnamese in one font
 */
export async function makePdf(
  docx: Uint8Array,
  tools: PdfTools = usualPdfTools,
): Promise<Uint8Array> {
  const program = await findLibreOffice(tools)
  if (program === null) throw new Refusal('PDF_NOT_AVAILABLE')
  const folder = await mkdtemp(join(tmpdir(), 'khien-pdf-'))
  try {
    await writeFile(join(folder, 'report.docx'), docx)
    const said = await convert(program, folder, tools.timeoutMs)
    const pdf = await readFile(join(folder, 'report.pdf')).catch(() => null)
    if (pdf === null || pdf.length === 0 || pdf.length > pdfBytesMax) {
      throw new Refusal('PDF_FAILED', { detail: said || 'no file' })
    }
    refuseMixedFonts(pdf)
    return new Uint8Array(pdf)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Where no font like Times New Roman has the letters of Vietnamese, LibreOffice takes them from another one and the
 * words fall apart. Such a PDF is not given out. Seen with Liberation 1.07, whose Serif ends before U+1EA0.
 */
function refuseMixedFonts(pdf: Buffer): void {
  const names = pdf.toString('latin1').matchAll(/\/BaseFont\/[A-Z]{6}\+([A-Za-z0-9]+)/g)
  const families = new Set([...names].map((match) => match[1] ?? ''))
  if (families.size > 1) throw new Refusal('PDF_FONT_MISSING', { fonts: [...families].join(', ') })
}

/** The program, or null where there is none. */
export async function findLibreOffice({
  folders,
}: Pick<PdfTools, 'folders'> = usualPdfTools): Promise<string | null> {
  const endings = process.platform === 'win32' ? ['.exe', '.com'] : ['']
  const candidates = folders.flatMap((folder) =>
    names.flatMap((name) => endings.map((ending) => join(folder, name + ending))),
  )
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return candidate
  }
  return null
}

/** What it complained about; the file is the proof that it worked. */
function convert(program: string, folder: string, timeoutMs: number): Promise<string> {
  const profile = pathToFileURL(join(folder, 'profile')).href
  const child = spawn(
    program,
    [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--nodefault',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      join(folder, 'report.docx'),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: soffice is a script that starts the program, and both have to end.
      detached: process.platform !== 'win32',
    },
  )
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => {
      endGroup(child.pid)
      reject(new Refusal('PDF_FAILED', { detail: `${timeoutMs} ms` }))
    }, timeoutMs)
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(0, complaintMax)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(new Refusal('PDF_FAILED', { detail: error.message.slice(0, complaintMax) }))
    })
    child.on('close', () => {
      clearTimeout(timer)
      resolve(said.trim())
    })
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}
