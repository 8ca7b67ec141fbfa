import { z } from 'zod'
import { keepers, readers } from './access.ts'
import {
  importCheck,
  importChoice,
  importLimits,
  importProgress,
  importStatuses,
  importView,
} from './import-views.ts'
import { paging } from './paging.ts'
import { entryKind } from './register.ts'
import { epochMs } from './values.ts'

const params = z.object({ id: z.string().max(40) })
const fileName = z.string().trim().min(1).max(255).normalize('NFC')

/** Importing what agencies declare from CSV and XLSX. Spread into `routes`. */
export const importRoutes = {
  imports: {
    method: 'GET',
    path: '/api/imports',
    access: readers,
    summary:
      'Uploaded files and what became of them, the newest first. Pages that name one knownAt are of one list, whatever' +
      ' is uploaded meanwhile.',
    query: z.object({
      status: z.enum(importStatuses).optional(),
      /** Only those that had been uploaded by then. */
      knownAt: z.coerce.number().pipe(epochMs).optional(),
      ...paging,
    }),
    output: z.object({ imports: z.array(importView), total: z.int().min(0) }),
  },
  uploadImport: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/imports',
    access: keepers,
    summary: 'Upload a file, as application/octet-stream. Nothing is imported yet.',
    takesBytesMax: importLimits.fileBytesMax,
    query: z.object({ fileName }),
    output: z.object({
      import: importView,
      /** Imports of these very bytes that stand. */
      sameFile: z.array(importView),
    }),
  },
  import: {
    method: 'GET',
    path: '/api/imports/:id',
    access: readers,
    summary: 'One import, and how far it is while somebody checks or imports it.',
    params,
    output: z.object({
      import: importView,
      sameFile: z.array(importView),
      progress: importProgress.nullable(),
    }),
  },
  checkImport: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/imports/:id/check',
    access: keepers,
    summary: 'Dry run: how the file is understood, every error, and what an import would change.',
    params,
    body: importChoice,
    output: importCheck,
  },
  runImport: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/imports/:id/run',
    access: keepers,
    summary: 'Import every row in one transaction, or none when one is wrong.',
    params,
    body: importChoice,
    output: importView,
  },
  undoImport: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/imports/:id/undo',
    access: keepers,
    summary: 'Say again what stood before this import. What somebody changed afterwards stays.',
    params,
    output: importView,
  },
  discardImport: {
    method: 'DELETE',
    path: '/api/imports/:id',
    access: keepers,
    summary: 'Forget an uploaded file that was not imported.',
    params,
    output: z.object({}),
  },
  importTemplate: {
    method: 'GET',
    path: '/api/import-templates/:kind',
    access: readers,
    summary: 'An empty file to fill in, or one with what stands now.',
    params: z.object({ kind: entryKind }),
    query: z.object({
      format: z.enum(['csv', 'xlsx']).default('xlsx'),
      language: z.enum(['vi', 'en']).default('vi'),
      filled: z.enum(['yes', 'no']).default('no'),
      agency: z.string().max(40).optional(),
    }),
    isFile: true,
    output: z.unknown(),
  },
} as const
