// The alerts fire for what their words say, and are silent on a household where nothing is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';

const FOLDER = 'docker/observability';
const promtool = (...args) => spawnSync('promtool', args, { cwd: FOLDER, encoding: 'utf8' });
const read = (name) => parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));

describe('the alerts', () => {
  it('come and stay away as their tests say', () => {
    const { status, stdout, stderr, error } = promtool('test', 'rules', 'prometheus-rules.test.yaml');
    // Without promtool this fails: nobody would see that the alerts were not tried.
    assert.equal(error, undefined);
    assert.equal(status, 0, stdout + stderr);
  });

  it('are each tried', () => {
    const alerts = read('prometheus-rules.yaml').groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    const tried = read('prometheus-rules.test.yaml')
      .tests.flatMap(({ promql_expr_test: tests }) => tests.flatMap(({ exp_samples: fired = [] }) => fired))
      .map(({ labels }) => /alertname="(\w+)"/.exec(labels)[1]);
    assert.deepEqual([...new Set(tried)].sort(), alerts.sort());
  });
});
