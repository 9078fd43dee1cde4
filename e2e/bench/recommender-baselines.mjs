// What the recommender is measured against, each as the textbook has it.

/** What most people watched. */
export function popularity(cases) {
  const counts = new Map();
  for (const { history } of cases) for (const { film } of history) counts.set(film, (counts.get(film) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1]).map(([film]) => film);
  return ({ history }) => {
    const seen = new Set(history.map(({ film }) => film));
    return best.filter((film) => !seen.has(film));
  };
}

const NEIGHBOURS = 100;

/** Films close to those of the history by the cosine of their audiences; of each film the closest count. */
export function itemKnn(cases) {
  const audiences = new Map();
  for (const { person, history } of cases)
    for (const { film } of history) {
      if (!audiences.has(film)) audiences.set(film, new Set());
      audiences.get(film).add(person);
    }
  const histories = new Map(cases.map(({ person, history }) => [person, history.map(({ film }) => film)]));
  const neighbours = new Map([...audiences.keys()].map((film) => [film, closest(film, audiences, histories)]));
  return ({ history }) => {
    const scores = new Map();
    for (const { film } of history)
      for (const [other, near] of neighbours.get(film)) scores.set(other, (scores.get(other) ?? 0) + near);
    for (const { film } of history) scores.delete(film);
    return [...scores].sort((a, b) => b[1] - a[1]).map(([film]) => film);
  };
}

function closest(film, audiences, histories) {
  const shared = new Map();
  for (const person of audiences.get(film))
    for (const other of histories.get(person)) if (other !== film) shared.set(other, (shared.get(other) ?? 0) + 1);
  const cosine = (other, count) => count / Math.sqrt(audiences.get(film).size * audiences.get(other).size);
  return [...shared]
    .map(([other, count]) => [other, cosine(other, count)])
    .sort((a, b) => b[1] - a[1])
    .slice(0, NEIGHBOURS);
}
