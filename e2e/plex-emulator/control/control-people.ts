import type { ControlCall, ControlTable } from './control-call';

function person({ world, args }: ControlCall) {
  const account = world.directory.find(args.required('account'));
  if (!account) throw new Error(`no account ${args.text('account')}`);
  return account;
}

function approve(call: ControlCall): object {
  const pin = call.world.tv.pins.byCode(call.args.required('code'));
  if (!pin) throw new Error('code not found or expired');
  const account = person(call);
  pin.authToken = call.world.directory.issueToken(account.id);
  return { approved: true, account: account.title, token: pin.authToken };
}

function deny({ world, args }: ControlCall): object {
  const pin = world.tv.pins.byCode(args.required('code'));
  if (!pin) throw new Error('code not found or expired');
  pin.denied = true;
  return { denied: true };
}

function pins({ world }: ControlCall): object {
  return world.tv.pins
    .list()
    .map(({ id, code, product, clientIdentifier, strong, expiresAtMs, authToken, denied }) => ({
      id,
      code,
      product,
      clientIdentifier,
      strong,
      expiresAt: new Date(expiresAtMs).toISOString(),
      approved: authToken !== null,
      denied,
    }));
}

function accountsOf({ world }: Pick<ControlCall, 'world'>): object[] {
  return world.directory.accounts.map((account) => ({
    id: account.id,
    username: account.username,
    title: account.title,
    email: account.email,
    restricted: account.restricted,
    owner: account.id === world.directory.ownerId,
    token: world.directory.accountToken(account.id),
    servers: world.servers
      .filter(({ machineIdentifier }) => world.directory.mayEnter(machineIdentifier, account.id))
      .map(({ machineIdentifier }) => ({
        machineIdentifier,
        accessToken: world.directory.accessToken(account.id, machineIdentifier),
        sections:
          account.id === world.directory.ownerId
            ? null
            : [...(world.directory.sharedSections(machineIdentifier, account.id) ?? [])],
      })),
  }));
}

function addAccount({ world, args }: ControlCall): object {
  const title = args.required('title');
  const account = world.directory.addAccount({
    title,
    username: args.text('username') ?? title,
    email: args.text('email') ?? `${title.toLowerCase()}@example.org`,
    home: args.flag('home') ?? false,
    restricted: args.flag('restricted') ?? false,
    plexPass: args.flag('plexPass') ?? false,
  });
  return { ...account, token: world.directory.accountToken(account.id) };
}

/** An empty list takes the share away. */
function share(call: ControlCall): object {
  const account = person(call);
  const server = call.world.server(call.args.text('server'));
  call.world.directory.share(server.machineIdentifier, account.id, call.args.list('sections'));
  return { account: account.id, sections: call.args.list('sections') };
}

function renameAccount(call: ControlCall): object {
  const account = person(call);
  const { title, username, email } = call.args.all();
  for (const [field, value] of Object.entries({ title, username, email }))
    if (value !== undefined) Object.assign(account, { [field]: String(value) });
  return account;
}

function revoke(call: ControlCall): object {
  const one = call.args.text('token');
  if (one !== undefined) return { revoked: call.world.directory.revoke(one) ? 1 : 0 };
  return { revoked: call.world.directory.revokeAll(person(call).id) };
}

export const PEOPLE_CONTROLS: ControlTable = {
  'GET pins': pins,
  'POST pins/approve': approve,
  'POST pins/deny': deny,
  'POST pins/expire': ({ world, args }) => ({ expired: world.tv.pins.expire(args.required('code')) }),
  'POST pins/life': ({ world, args }) =>
    Object.assign(world.tv.pins, {
      strongLifeMs: args.number('strongMs') ?? world.tv.pins.strongLifeMs,
      shortLifeMs: args.number('shortMs') ?? world.tv.pins.shortLifeMs,
    }) && { ok: true },
  'GET accounts': accountsOf,
  'POST accounts': addAccount,
  'POST accounts/change': renameAccount,
  'POST shares': share,
  'POST tokens/revoke': revoke,
  'POST tokens/issue': (call) => ({ token: call.world.directory.issueToken(person(call).id) }),
};
