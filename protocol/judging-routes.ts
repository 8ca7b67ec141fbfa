import { z } from 'zod'
import { administrators, readers } from './access.ts'
import { catalogueKind } from './catalogue/signed.ts'
import {
  agentCostsView,
  catalogueHead,
  catalogueView,
  judgeSettingKey,
  judgeSettingValue,
  judgeSettingView,
  productAlias,
  productQueue,
  readerView,
} from './judging-views.ts'
import { limits } from './limits.ts'
import { expectedRevision } from './revision.ts'
import type { Route } from './route.ts'

/** JSON may write a character of the file as two. */
const importBytesMax = 2 * limits.catalogueBytesMax + 1024

/** What judging rests on: settings of the plan, catalogues, unknown products, readers, and what agents cost. */
export const judgingRoutes = {
  judgeSettings: {
    method: 'GET',
    path: '/api/judge-settings',
    access: readers,
    summary: 'The choices that the plans leave open: value, author, date and history.',
    output: z.object({ settings: z.array(judgeSettingView) }),
  },
  decideJudgeSetting: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/judge-settings/:key',
    access: administrators,
    summary: 'Decide one of these choices. Every host is judged again by it.',
    params: z.object({ key: judgeSettingKey }),
    body: z.object({
      value: judgeSettingValue,
      expectedRevision,
      note: z.string().trim().max(500).normalize('NFC').optional(),
    }),
    output: judgeSettingView,
  },
  catalogues: {
    method: 'GET',
    path: '/api/catalogues',
    access: readers,
    summary: 'Which edition of each catalogue judges, and whether signed ones can be taken.',
    output: z.object({
      catalogues: z.array(catalogueHead),
      /** How many keys this collector believes signatures of; 0: no signed catalogue can be imported. */
      keys: z.int().min(0),
    }),
  },
  catalogue: {
    method: 'GET',
    path: '/api/catalogues/:kind',
    access: readers,
    summary: 'One catalogue with its rows and where each is from.',
    params: z.object({ kind: catalogueKind }),
    output: catalogueView,
  },
  importCatalogue: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/catalogues',
    access: administrators,
    summary: 'Import a signed catalogue of a higher sequence. Every host is judged again by it.',
    body: z.object({ file: z.string().min(1).max(limits.catalogueBytesMax) }),
    bodyBytesMax: importBytesMax,
    output: catalogueHead,
  },
  products: {
    method: 'GET',
    path: '/api/products',
    access: readers,
    summary: 'Antivirus names that no catalogue knows, and what administrators said of such names.',
    output: productQueue,
  },
  nameProduct: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/products',
    access: administrators,
    summary: 'Say which product of the catalogue a name means, or that it is no antivirus.',
    body: z.object({
      name: z.string().min(1).max(120),
      product: z.string().max(40).nullable(),
    }),
    output: productAlias,
  },
  forgetProduct: {
    method: 'DELETE',
    path: '/api/products/:id',
    access: administrators,
    summary: 'Take back what was said of a name.',
    params: z.object({ id: z.string().max(40) }),
    output: productQueue,
  },
  readers: {
    method: 'GET',
    path: '/api/readers',
    access: readers,
    summary:
      'Every compiled reader and platform: whether it was checked on a real machine, and how.',
    output: z.object({ readers: z.array(readerView) }),
  },
  agentCosts: {
    method: 'GET',
    path: '/api/agent-costs',
    access: readers,
    summary: 'What the agents cost their machines, and which versions run.',
    output: agentCostsView,
  },
} as const satisfies Record<string, Route>
