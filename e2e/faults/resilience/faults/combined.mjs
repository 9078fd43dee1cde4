// Several faults under one load, where there is no time for one after the other.
const some = (faults, property) => faults.some((fault) => fault[property]);

const combined = (faults, separator, run) => ({
  name: faults.map(({ name }) => name).join(separator),
  spares: faults.every(({ spares }) => spares),
  ...{ fails: some(faults, 'fails'), refuses: some(faults, 'refuses'), needsDisks: some(faults, 'needsDisks') },
  run,
});

export const together = (...faults) =>
  combined(faults, ' + ', async (world, short) =>
    (await Promise.all(faults.map((fault) => fault.run(world, short)))).flatMap((problems) => problems ?? []),
  );

export const inTurn = (...faults) =>
  combined(faults, ', then ', async (world, short) => {
    const problems = [];
    for (const fault of faults) problems.push(...((await fault.run(world, short)) ?? []));
    return problems;
  });
