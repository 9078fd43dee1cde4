// No cluster is needed to see whether the manifests hang together.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { readManifests } from './documents.mjs';

const { environmentSchema, SECRET_NAMES, readEnvironment } = createRequire(import.meta.url)(
  '../../dist/server/api/infra/config/index.js',
);
const FOLDER = 'docker/kubernetes';
const objects = readManifests(FOLDER, `${FOLDER}/examples`);
const ofKind = (kind) => objects.filter((object) => object.kind === kind);
const named = (kind, name) => ofKind(kind).find(({ metadata }) => metadata.name === name);
const deployments = ofKind('Deployment');
const nightly = ofKind('CronJob').map(({ metadata, spec }) => ({ metadata, spec: spec.jobTemplate.spec }));
const started = [...deployments, ...ofKind('Job')];
const workloads = [...started, ...nightly];
const podOf = ({ spec }) => spec.template.spec;
const containerOf = (workload) => podOf(workload).containers[0];
const includes = (labels, selector) => Object.entries(selector).every(([name, value]) => labels[name] === value);

const API_VERSIONS = {
  ConfigMap: 'v1',
  Secret: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
};

/** What only one installation has, or not every one wants. */
const EXAMPLES = ['Secret', 'Ingress', 'CronJob', 'PersistentVolumeClaim', 'NetworkPolicy'];

describe('the Kubernetes manifests', () => {
  it('hold every kind of object, each in its stable version, named once, in no namespace', () => {
    assert.deepEqual(new Set(objects.map(({ kind }) => kind)), new Set(Object.keys(API_VERSIONS)));
    for (const { kind, apiVersion, metadata, file } of objects) {
      assert.equal(apiVersion, API_VERSIONS[kind], file);
      assert.equal(metadata.namespace, undefined, file);
      assert.match(metadata.name, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    }
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    assert.equal(new Set(names).size, names.length);
  });

  it('keep secrets, and what is not for everybody, out of what is applied as it is', () => {
    for (const { kind, file } of objects) {
      assert.equal(file.startsWith(`${FOLDER}/examples/`), EXAMPLES.includes(kind), file);
    }
    for (const value of Object.values(named('Secret', 'smartplex').stringData)) assert.match(value, /CHANGE-ME/);
  });

  it('run one image everywhere, by commands that the build makes', () => {
    assert.equal(new Set(workloads.map((workload) => containerOf(workload).image)).size, 1);
    assert.doesNotMatch(containerOf(workloads[0]).image, /:latest$|^[^:]+$/);
    for (const workload of started) {
      const [program, file, ...rest] = containerOf(workload).command;
      assert.deepEqual([program, rest], ['node', []]);
      assert.ok(existsSync(file), `${file} is not in the build`);
    }
    assert.equal(containerOf(named('Job', 'smartplex-migrate')).command[1], 'dist/server/api/migrate.js');
  });

  it('run as nobody in particular, on a file system that cannot be written', () => {
    for (const workload of workloads) {
      const pod = podOf(workload);
      const container = containerOf(workload);
      assert.equal(pod.containers.length, 1);
      assert.equal(pod.automountServiceAccountToken, false);
      assert.equal(pod.securityContext.runAsNonRoot, true);
      assert.ok(pod.securityContext.runAsUser > 0 && pod.securityContext.fsGroup > 0);
      assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault');
      assert.deepEqual(container.securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const mounts = Object.fromEntries(container.volumeMounts.map(({ name, mountPath }) => [mountPath, name]));
      const kept = nightly.includes(workload) ? ['/backups'] : [];
      assert.deepEqual(Object.keys(mounts).sort(), [...kept, '/data', '/tmp']);
      for (const name of [mounts['/data'], mounts['/tmp']]) {
        const volume = pod.volumes.find((candidate) => candidate.name === name);
        assert.ok(volume.emptyDir.sizeLimit, `${name} is bounded`);
      }
    }
  });

  it('ask for what they need, and bound the memory', () => {
    for (const workload of workloads) {
      const { requests, limits } = containerOf(workload).resources;
      assert.match(requests.cpu, /^\d+m$/);
      assert.match(requests.memory, /^\d+(Mi|Gi)$/);
      assert.match(limits.memory, /^\d+(Mi|Gi)$/);
    }
  });

  it('give every replica the settings that its role demands, and the same key', () => {
    const { data } = named('ConfigMap', 'smartplex');
    const { stringData } = named('Secret', 'smartplex');
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'ENCRYPTION_KEY', 'SETUP_CODE']) assert.ok(stringData[name], name);
    for (const name of Object.keys(stringData)) assert.ok(SECRET_NAMES.includes(name), `${name} is no secret`);
    for (const name of Object.keys(data)) assert.ok(!SECRET_NAMES.includes(name), `${name} is a secret`);
    // What the example leaves to be filled in stops the start until it is.
    const key = Buffer.alloc(32, 1).toString('base64');
    const filled = { ...stringData, ENCRYPTION_KEY: key, SETUP_CODE: 'a-code-of-ones-own', METRICS_TOKEN: 'mine' };
    for (const workload of workloads) {
      const { env = [], envFrom } = containerOf(workload);
      assert.deepEqual(envFrom, [{ configMapRef: { name: 'smartplex' } }, { secretRef: { name: 'smartplex' } }]);
      const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
      const settings = { ...data, ...filled, ...own };
      for (const name of Object.keys(settings)) assert.ok(name in environmentSchema.shape, `${name} is unknown`);
      assert.equal(readEnvironment(settings).DATA_DIR, '/data');
    }
    const roles = deployments.map(
      (deployment) => containerOf(deployment).env.find(({ name }) => name === 'PROCESS_ROLE').value,
    );
    assert.deepEqual(roles.sort(), ['api', 'worker']);
  });

  it('probe each process at the port it listens on, and restart none because a dependency is away', () => {
    const { PORT } = named('ConfigMap', 'smartplex').data;
    for (const deployment of deployments) {
      const { ports, startupProbe, livenessProbe, readinessProbe } = containerOf(deployment);
      assert.deepEqual(ports, [{ name: 'http', containerPort: Number(PORT) }]);
      assert.deepEqual(startupProbe.httpGet, { path: '/health/startup', port: 'http' });
      assert.deepEqual(livenessProbe.httpGet, { path: '/health/live', port: 'http' });
      assert.deepEqual(readinessProbe.httpGet, { path: '/health/ready', port: 'http' });
      // The probe of a database that does not answer takes up to four seconds.
      for (const probe of [startupProbe, livenessProbe, readinessProbe]) assert.ok(probe.timeoutSeconds >= 5);
      assert.ok(startupProbe.periodSeconds * startupProbe.failureThreshold >= 300, 'a long migration is waited for');
    }
  });

  it('let a pod that leaves end its requests and put its jobs back', () => {
    for (const deployment of deployments) {
      const { terminationGracePeriodSeconds } = podOf(deployment);
      const wait = Number(containerOf(deployment).lifecycle.preStop.exec.command[1]);
      assert.ok(terminationGracePeriodSeconds >= wait + 30);
      assert.deepEqual(deployment.spec.strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: 0 });
    }
  });

  it('select what they mean', () => {
    for (const deployment of deployments) {
      const { labels } = deployment.spec.template.metadata;
      const { name } = deployment.metadata;
      assert.deepEqual(deployment.spec.selector.matchLabels, labels);
      const { minAvailable, selector } = named('PodDisruptionBudget', name).spec;
      assert.deepEqual(selector.matchLabels, labels);
      const { scaleTargetRef, minReplicas, maxReplicas } = named('HorizontalPodAutoscaler', name).spec;
      assert.deepEqual(scaleTargetRef, { apiVersion: 'apps/v1', kind: 'Deployment', name });
      // A budget that equals the number of replicas would let no node ever be drained.
      assert.ok(minAvailable < minReplicas && minReplicas <= maxReplicas);
      // The autoscaler has the say: a number here would be fought over at every apply.
      assert.equal(deployment.spec.replicas, undefined);
    }
    const service = named('Service', 'smartplex');
    const policy = named('NetworkPolicy', 'smartplex').spec;
    for (const { spec } of workloads)
      assert.ok(includes(spec.template.metadata.labels, policy.podSelector.matchLabels));
    assert.ok(policy.egress[0].to.some(({ ipBlock }) => ipBlock.except.includes('169.254.0.0/16')));
    const served = workloads.filter(({ spec }) => includes(spec.template.metadata.labels, service.spec.selector));
    assert.deepEqual(
      served.map(({ metadata }) => metadata.name),
      ['smartplex-api'],
    );
    const [{ http }] = named('Ingress', 'smartplex').spec.rules;
    const { backend } = http.paths.find(({ path }) => path === '/');
    // Metrics are for Prometheus inside the cluster: nothing of this name answers from outside.
    const metrics = http.paths.find(({ path }) => path === '/metrics');
    assert.deepEqual([metrics.pathType, metrics.backend.service.name], ['Prefix', 'smartplex-no-metrics']);
    assert.equal(named('Service', 'smartplex-no-metrics'), undefined);
    assert.equal(backend.service.name, service.metadata.name);
    assert.ok(service.spec.ports.some(({ name }) => name === backend.service.port.name));
    const [{ host }] = named('Ingress', 'smartplex').spec.rules;
    assert.equal(named('ConfigMap', 'smartplex').data.APP_URL, `https://${host}`);
  });

  it('back up each night by a program of the build, into a volume that stays', () => {
    const [{ spec }] = nightly;
    const { command } = spec.template.spec.containers[0];
    const [, program] = /node (\S+) "\/backups\//.exec(command.at(-1));
    assert.ok(existsSync(program), `${program} is not in the build`);
    const claim = spec.template.spec.volumes.find(({ name }) => name === 'backups').persistentVolumeClaim.claimName;
    assert.ok(named('PersistentVolumeClaim', claim));
  });
});
