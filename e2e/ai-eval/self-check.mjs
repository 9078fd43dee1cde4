// An evaluation that lets everything pass is worth nothing: models with a known fault must fail in the part that it is in.
import { topics } from './questions/index.mjs';

/** A question for each, and the part of its verdict that must not be right. */
const FAULTY = [
  ['scripted-wrong-tool', 'one filter/short', 'tool'],
  ['scripted-wrong-tool', 'own history/hours-week', 'tool'],
  ['scripted-wrong-filter', 'several filters/unseen-short-comedy', 'filters'],
  ['scripted-wrong-filter', 'one filter/short', 'facts'],
  ['scripted-mute', 'counting/in-4k', 'facts'],
  ['scripted-mute', 'own history/hours-week', 'facts'],
  ['scripted-inventive', 'counting/all-movies', 'facts'],
  ['scripted-inventive', 'picks and titles/recommend', 'tool'],
];

/** @returns in words which faults were not found */
export async function provesItself(examination, world, provider) {
  const missed = [];
  for (const [model, path, part] of FAULTY) {
    const [name, id] = path.split('/');
    const question = topics.find((topic) => topic.name === name).questions.find((one) => one.id === id);
    await world.configure({ ...provider, model });
    const verdict = await examination.put(name, question);
    if (verdict[part].length === 0) missed.push(`${part} of ${path} passes with ${model}`);
  }
  return missed;
}
