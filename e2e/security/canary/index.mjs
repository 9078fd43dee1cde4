// Canary secrets: everything is done with secrets that are known, and none of them may turn up anywhere.
import { browse } from './browser.mjs';
import { everyRoute, outages, questions, setUp, syncs, typedProvider, wrongInput } from './errands.mjs';
import { takeBackup, takeDatabase, takeFiles, takeRefusedStarts } from './left-behind.mjs';
import { Scene } from './scene.mjs';

const STEPS = [setUp, syncs, questions, typedProvider, wrongInput, browse, outages, everyRoute, takeRefusedStarts];

/** @param {{ short: boolean }} options `short`: fewer callers and refused starts */
export async function canaries(world, report, { short }) {
  const scene = await Scene.create(world, { short });
  try {
    await scene.watchRedis();
    for (const step of STEPS) await timed(step, scene);
    await takeBackup(scene);
    await scene.worker.stop();
    await takeDatabase(scene);
    takeFiles(scene);
    await judge(scene, report);
  } finally {
    await scene.close();
  }
}

async function timed(step, scene) {
  const startedAt = Date.now();
  await step(scene);
  console.log(`  ${step.name} (${Date.now() - startedAt} ms)`);
}

async function judge({ hearing, secrets, monitoring, provider, plexTv, server }, report) {
  const leaks = await hearing.leaks();
  console.log(`  looked for ${secrets.size} secrets in ${hearing.extent().join(', ')}`);
  await report.attack('no secret is in a table, backup, log, answer, page or message to others', async () => {
    for (const { where, what } of leaks) console.log(`    ${where}: ${what}`);
    if (leaks.length > 0) throw new Error(`${leaks.length} were found`);
  });
  await report.attack('a secret would be found in each form that it can have', async () => findsEveryForm(secrets));
  await report.attack('upstreams repeated secrets to us, and errors were reported', async () => {
    const repeated = [plexTv.echoed, server.echoed, provider.asked()];
    if (repeated.some((count) => count < 5)) throw new Error(`too seldom: ${repeated.join()}`);
    if (monitoring.caught.length === 0) throw new Error('no error was reported, so nothing is known of reports');
  });
}

/** A search that finds nothing proves nothing until it has found something. */
function findsEveryForm(secrets) {
  const value = secrets.mint('probe');
  const bytes = Buffer.from(`before ${value} behind`);
  const forms = {
    plain: bytes.toString(),
    URL: encodeURIComponent(bytes.toString()),
    JSON: JSON.stringify({ bytes: bytes.toString() }),
    hexadecimal: bytes.toString('hex'),
    base64: bytes.toString('base64'),
    'base64, shifted by one': Buffer.from(`b${bytes}`).toString('base64'),
    'base64url, shifted by two': Buffer.from(`bb${bytes}`).toString('base64url'),
    half: value.slice(0, value.length / 2),
  };
  const missed = Object.keys(forms).filter((form) => !secrets.find(forms[form]).some(({ kind }) => kind === 'probe'));
  if (missed.length > 0) throw new Error(`not found: ${missed.join(', ')}`);
}
