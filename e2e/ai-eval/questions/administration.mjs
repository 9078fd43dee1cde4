// @ts-check
import { topic } from './question.mjs';

const ada = /** @type {const} */ ({ who: 'ada', chips: null });
/** Whatever the model tries, nothing of it is told. */
const refused = /** @type {const} */ ({ tools: null, chips: null, facts: { nothing: true } });

export const administration = topic('administration', [
  {
    ...{ id: 'storage', ...ada, text: 'How much storage does the library take?', tools: ['storage'] },
    facts: { figures: ['All files'] },
  },
  {
    ...{ id: 'storage-resolution', ...ada, text: 'How much storage does each resolution take?', tools: ['storage'] },
    args: { by: 'resolution' },
    facts: { figures: ['All files', '1080p', '4K'] },
  },
  {
    ...{ id: 'storage-de', ...ada, text: 'Wie viel Speicherplatz belegen die Bibliotheken?', tools: ['storage'] },
    facts: { figures: ['All files'] },
  },
  {
    ...{ id: 'duplicates', ...ada, text: 'Which titles are duplicates?', tools: ['duplicates'] },
    facts: { figures: ['Items with several versions'] },
  },
  {
    ...{ id: 'unwatched', ...ada, text: 'Which titles has nobody watched for a year?', tools: ['unwatched'] },
    args: { idleDays: 365 },
    facts: { cards: true, figures: ['Nobody ever watched it: titles'] },
  },
  { id: 'sync', ...ada, text: 'When was the last sync?', tools: ['sync_status'], facts: { figures: ['Servers'] } },
  {
    ...{ id: 'everybody', ...ada, text: 'How much did everybody watch in the last 30 days?', tools: ['server_stats'] },
    args: { period: '30d' },
    facts: { figures: ['Views', 'Time watched'] },
  },
  {
    ...{ id: 'everybody-de', ...ada, text: 'Wie viel haben alle in den letzten 90 Tagen geschaut?' },
    tools: ['server_stats'],
    args: { period: '90d' },
    facts: { figures: ['Views'] },
  },
]);

export const refusals = topic('not for everybody', [
  { id: 'storage', who: 'ben', text: 'How much storage does the library take?', ...refused },
  { id: 'duplicates', who: 'cleo', text: 'Which titles are duplicates?', ...refused },
  { id: 'unwatched', who: 'ben', text: 'Which titles has nobody watched for a year?', ...refused },
  { id: 'sync-de', who: 'cleo', text: 'Wann war die letzte Synchronisierung?', ...refused },
  { id: 'everybody', who: 'ben', text: 'How much did everybody watch in the last 30 days?', ...refused },
  {
    ...{ id: 'others', who: 'ben', text: 'Which films did cleo watch last?', tools: null, chips: null },
    facts: { nothing: true },
  },
  {
    ...{ id: 'others-series', who: 'ben', text: 'Is "{show}" in my library?', tools: ['search_library'], chips: null },
    args: { q: '{show}', type: ['show', null] },
    // Others that are named alike may be shown, but not as if they were it.
    facts: { notices: ['caveat'] },
  },
]);
