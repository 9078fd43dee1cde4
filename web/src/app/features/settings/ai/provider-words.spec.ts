import type { AiSettings } from '../../../api/types';
import { AI_TEST_OUTCOME } from '../../../api/generated/models/ai-test-outcome-array';
import { changesOf, forgetsKey, formOf, isChanged, outcomeWords } from './provider-words';

const settings: AiSettings = {
  configured: true,
  baseUrl: 'http://ollama:11434/v1',
  baseUrlSource: 'settings',
  model: 'llama3.3',
  modelSource: 'settings',
  apiKeySet: true,
  apiKeySource: 'settings',
  enabled: true,
  allowedFields: ['titles', 'years', 'genres'],
  monthlyTokensPerUser: null,
  pricePerMillionInput: null,
  pricePerMillionOutput: null,
};

test('a form as it was read changes nothing, and never holds the key', () => {
  expect(formOf(settings)).toMatchObject({ key: 'keep', apiKey: '' });
  expect(isChanged(formOf(settings), settings)).toBe(false);
});

test('only what was typed is sent', () => {
  expect(changesOf({ ...formOf(settings), model: ' qwen3 ' }, settings)).toEqual({ model: 'qwen3' });
  expect(changesOf({ ...formOf(settings), key: 'type', apiKey: 'new' }, settings)).toEqual({ apiKey: 'new' });
});

test('an emptied field clears, but a key only when that was chosen', () => {
  const emptied = { ...formOf(settings), baseUrl: '', model: '' };
  expect(changesOf(emptied, settings)).toEqual({ baseUrl: null, model: null });
  expect(changesOf({ ...formOf(settings), key: 'type' }, settings)).toEqual({});
  expect(changesOf({ ...formOf(settings), key: 'remove' }, settings)).toEqual({ apiKey: null });
});

test('what the environment sets stays', () => {
  const fixed: AiSettings = {
    ...settings,
    baseUrlSource: 'environment',
    modelSource: 'environment',
    apiKeySource: 'environment',
  };
  expect(changesOf({ baseUrl: 'http://x/v1', model: 'x', key: 'type', apiKey: 'x' }, fixed)).toEqual({});
});

test('another address leaves the stored key behind, unless a key comes with it', () => {
  const moved = { ...formOf(settings), baseUrl: 'https://api.example.com/v1' };
  expect(forgetsKey(moved, settings)).toBe(true);
  expect(forgetsKey({ ...moved, key: 'type', apiKey: 'k' }, settings)).toBe(false);
  expect(forgetsKey(formOf(settings), settings)).toBe(false);
});

test('every outcome has words of its own', () => {
  const words = AI_TEST_OUTCOME.map((outcome) => outcomeWords({ outcome, model: 'llama', latencyMs: null }));
  expect(new Set(words.map(({ label }) => label)).size).toBe(AI_TEST_OUTCOME.length);
  expect(outcomeWords({ outcome: 'ok', model: 'llama', latencyMs: 2400 }).text).toBe(
    'llama answers and can call tools. The answer took 2 s.',
  );
});
