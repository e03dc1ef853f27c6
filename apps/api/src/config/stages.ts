import type { CardStage } from '@sidecard/contracts';
import * as z from 'zod';
import { slug, words } from './crm-mapping.js';

/** How far a customer can have come: `- { id: quoted, label: 已报价 }`, in the order in which that happens. */
export const stagesSchema = z
  .array(z.strictObject({ id: slug, label: words }))
  .min(1)
  .max(20)
  .superRefine((stages, context) => {
    for (const [index, { id }] of stages.entries())
      if (stages.findIndex((stage) => stage.id === id) !== index)
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} is declared twice` });
  });

/** Where the YAML says nothing. */
export const defaultStages: CardStage['choices'] = [
  { id: 'new', label: { zh: '新客户', en: 'New' } },
  { id: 'interested', label: { zh: '有意向', en: 'Interested' } },
  { id: 'proposal', label: { zh: '方案报价', en: 'Proposal' } },
  { id: 'won', label: { zh: '已成交', en: 'Won' } },
  { id: 'lost', label: { zh: '已流失', en: 'Lost' } },
];
