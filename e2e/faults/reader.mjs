const EVERY_MS = 200;

/** Somebody who browses all the while; counts how often that was refused. */
export class Reader {
  #timer = null;
  #counts = { asked: 0, refused: 0 };

  constructor(admin) {
    this.admin = admin;
  }

  start() {
    this.#counts = { asked: 0, refused: 0 };
    const counts = this.#counts;
    this.#timer = setInterval(() => {
      counts.asked++;
      this.admin.get('/api/v1/library/items?limit=10').catch(() => counts.refused++);
    }, EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
    return this.#counts;
  }
}
